// Applies and undoes revisions.
#pragma once

#include <retort/connection.hpp>
#include <retort/plan.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

enum class direction { up, down };

/// One revision that a run has to take, or has taken.
struct step {
    const plan::revision* revision = nullptr;
    retort::direction direction = retort::direction::up;
    /// How long it took; zero before it was taken.
    std::chrono::microseconds duration{0};
    /// Its scripts where the revisions of other branches that are applied then ask for others than the route's; else
    /// null.
    const plan::alternative* instead = nullptr;
};

/// What a run tells while it runs.
struct event {
    enum class kind {
        waiting,    // for another process that migrates the same database; `words` says which
        blocked,    // by a lock of another session, before anything is run
        began,      // a revision
        statement,  // is about to run
        ran,        // a statement has run
        rows,       // a batch of a backfill is done
        retrying,   // after a lock was not to be had, or a deadlock; `words` says why
        done,       // a revision, and its ledger row
    };
    kind what = kind::began;
    /// The revision it is about; null while waiting for the lock.
    const step* of = nullptr;
    /// Its place among those of the run, from 1, and how many these are.
    std::size_t number = 0, count = 0;
    /// The statement's place in the revision, from 1, and how many these are; 0 outside of statements.
    std::size_t statement = 0, statements = 0;
    std::string_view sql = {};
    /// Rows that the backfill has filled so far.
    std::int64_t rows = 0;
    std::string_view words = {};
    /// Since the run began.
    std::chrono::microseconds elapsed{0};
};

/// How statements go to a server: one each round trip, or as many as the protocol takes.
enum class round_trips { automatic, few, each };

/// A statement that commits by itself, of a run that was interrupted there, when the database does not tell whether it
/// took effect: the run stops with E329, goes on behind it, or repeats it.
enum class interrupted_statement { ask, done, repeat };

/// How a run behaves. All its time limits are here.
struct run_options {
    /// Called before and after everything that may take long. What it throws ends the run as a failure does.
    std::function<void(const event&)> progress = {};
    /// How long to wait for another process that is migrating the same database (--wait).
    std::chrono::milliseconds wait{std::chrono::seconds{60}};
    /// How long one attempt of a statement may wait for a lock of the application's (--lock-timeout): as long, others
    /// queue behind it. 0: for ever. PostgreSQL's lock_timeout, MariaDB's lock_wait_timeout (whole seconds). On SQLite
    /// there is one lock, the database's, for which `wait` counts.
    std::chrono::milliseconds lock_timeout{std::chrono::seconds{5}};
    /// How often a statement, with the transaction that it is in, is tried again after that, or after a deadlock, with
    /// pauses of half a second to ten seconds (--lock-retries).
    int lock_retries = 10;
    /// How long a statement may run (--statement-timeout). 0: for ever.
    std::chrono::milliseconds statement_timeout{0};
    /// Tables ("orders") and columns ("orders.vin") whose contents may be destroyed; "all": any (--allow-loss).
    std::vector<std::string> allow_loss = {};
    /// What holds of a statement that an interrupted run has left open (--interrupted-statement).
    retort::interrupted_statement interrupted = interrupted_statement::ask;
    /// Automatic: few where the server is more than four milliseconds away.
    retort::round_trips round_trips = retort::round_trips::automatic;
};

/// A row of the ledger: an applied revision.
struct applied_revision {
    std::string id;
    std::string checksum;
    /// UTC, "YYYY-MM-DD HH:MM:SS.ffffff".
    std::string applied_at;
    /// "user@host (pid N)" of the process that applied it.
    std::string applied_by;
    std::chrono::microseconds duration{0};
    std::string tool_version;
    /// Its operations as they were, one a line, each behind its digest.
    std::string operations = {};
};

/// What a step would destroy, as the database is now.
struct loss {
    const plan::revision* revision = nullptr;
    /// "orders", or "orders.vin".
    std::string name;
    /// Rows of the table, or values of the column that are not NULL; or one of these: it is not there yet under this
    /// name; nobody can count it.
    std::int64_t rows = 0;
    /// Why its author lets it go, allow_loss("why") in the migration; empty where a run has to be told.
    std::string_view approval = {};
    /// What holds it before its step.
    plan::part from = {};
    static constexpr std::int64_t not_there = -1, not_countable = -2;
};

/// The applied revisions, in the order in which they were applied. Reads only: a database without a ledger has none.
std::vector<applied_revision> applied(connection& db, const plan::history& history);

/// What `upgrade` / `downgrade` would do, in order. `target`: a revision or an unambiguous prefix of one; "head", "+N"
/// (up); "base", "-N" (down); "current", and steps from any of these, "head-2", "002+1". A revision that an earlier run
/// has begun and not finished comes first. Throws E305 (unknown revision), E306 (ambiguous), E307 (the database holds a
/// revision that the history lacks), E308 (an applied revision was edited), E310 (irreversible), E323 (a parent of an
/// applied revision is missing).
std::vector<step> plan_upgrade(connection& db, const plan::history& history, std::string_view target = "head");
std::vector<step> plan_downgrade(connection& db, const plan::history& history, std::string_view target = "-1");

/// What the steps would destroy; asks the database how much there is of it. Things of which there is nothing are left
/// out.
std::vector<loss> would_destroy(connection& db, std::span<const step> steps);

/// Takes the steps; each revision and its ledger row in one transaction, where the database can. Where it cannot, the
/// ledger keeps the statements that are done, and the next run goes on behind them, or turns round. Returns what was
/// done by this process. A second process at the same time waits, then finds the work done. Throws E324 where something
/// would be destroyed that neither its migration approves nor `allow_loss` names: with nothing done, or before the
/// first step that would. What is empty when the run begins is counted again when its step has locked it. What steps of
/// the same run have put into a new table is no loss. Throws E329 where an interrupted run has left a statement open
/// and `interrupted` does not say whether it is done.
std::vector<step> upgrade(connection& db, const plan::history& history, std::string_view target = "head",
                          const run_options& options = {});
std::vector<step> downgrade(connection& db, const plan::history& history, std::string_view target = "-1",
                            const run_options& options = {});

/// One revision alone, named as above, whose parents are applied; or which no applied one stands on.
std::vector<step> apply(connection& db, const plan::history& history, std::string_view revision,
                        const run_options& options = {});
std::vector<step> rollback(connection& db, const plan::history& history, std::string_view revision,
                           const run_options& options = {});

/// Writes into the ledger that the database is at `target` ("head", "heads", "base", a revision), and runs nothing.
/// Returns the revisions that were entered (up) and taken out (down). A revision that was begun is taken as it is said.
/// Throws E342, with nothing changed, where the ledger has revisions that the history does not know; with `purge` they
/// are taken out.
std::vector<step> stamp(connection& db, const plan::history& history, std::string_view target,
                        const run_options& options = {}, bool purge = false);

/// The revisions of the ledger, applied or begun, that the history does not know.
std::vector<std::string> unknown_revisions(connection& db, const plan::history& history);

/// A row of the log: what was done, tried or undone.
struct log_entry {
    /// Of one run, the same; "20261121T150102Z-4711".
    std::string run;
    std::string revision;
    /// "up", "down" or "stamp".
    std::string direction;
    /// "done", or what failed.
    std::string outcome;
    std::string done_at;
    std::string done_by;
    std::chrono::microseconds duration{0};
    std::string tool_version;
};
/// The log, oldest first; at most `most` entries, the latest. A database without a ledger has none.
std::vector<log_entry> log(connection& db, const plan::history& history, std::size_t most = 1000);

/// What does not fit: applied revisions that are edited, unknown or without their parents, one that was begun and not
/// finished, relations whose definition is no longer what the last run left, tables of applied revisions that are
/// missing, and views and triggers that do not work. Empty: nothing was found. Of revisions that were stamped the
/// tables are not compared with what these revisions make: see `stamped`.
std::vector<std::string> verify(connection& db, const plan::history& history);
/// The applied revisions that a stamp entered into the ledger, and no run has taken.
std::vector<std::string> stamped(connection& db, const plan::history& history);

/// The applied revisions that no other applied revision revises: one where the history has one head.
std::vector<std::string> current(connection& db, const plan::history& history);
/// The revisions that `upgrade` to head would apply, in order.
std::vector<std::string> pending(connection& db, const plan::history& history);

/// The SQL of the steps as one script for the database's own command-line client, ledger rows included. Each revision
/// begins with a fence: on a database in another state the client stops with an error, and nothing is changed.
std::string offline_sql(const plan::history& history, database on, std::span<const step> steps, bool with_ledger_table);
/// The same for the database as it is now: the script goes on with a revision that was begun, and refuses a database
/// that has other revisions. Reads only. Throws E329 as upgrade() does, and E311 where the first step would turn round
/// in a revision that was begun.
std::string offline_sql(connection& db, const plan::history& history, std::span<const step> steps,
                        interrupted_statement interrupted = interrupted_statement::ask);

/// A revision that a run has begun and not finished: the next run goes on with it, or turns round.
struct unfinished_revision {
    std::string id;
    /// What the run was doing.
    retort::direction direction = retort::direction::up;
    /// How many statements of that direction are done, for certain.
    std::size_t statements = 0;
};
/// Nothing where every run has ended; reads only.
std::optional<unfinished_revision> begun(connection& db, const plan::history& history);

}  // namespace retort
