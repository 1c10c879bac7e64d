// Applies and reverts revisions.
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

/// One revision of a run, before or after it ran.
struct step {
    const plan::revision* revision = nullptr;
    retort::direction direction = retort::direction::up;
    /// The duration; zero before it ran.
    std::chrono::microseconds duration{0};
    /// Its scripts if the set of applied revisions of other branches needs other scripts than the route's; otherwise
    /// null.
    const plan::alternative* instead = nullptr;
};

/// An event of a run, for progress reports.
struct event {
    enum class kind {
        waiting,    // waits for another process that migrates the same database; `words` names it
        blocked,    // waits for a lock of another session, before anything is run
        began,      // a revision starts
        statement,  // a statement is about to run
        ran,        // a statement has run
        rows,       // a batch of a backfill is done
        retrying,   // after a lock timeout or a deadlock; `words` is the reason
        done,       // a revision and its ledger row are committed
    };
    kind what = kind::began;
    /// The revision; null while waiting for the lock.
    const step* of = nullptr;
    /// Its position among the revisions of the run, from 1, and their number.
    std::size_t number = 0, count = 0;
    /// The position of the statement in the revision, from 1, and their number; 0 outside statements.
    std::size_t statement = 0, statements = 0;
    std::string_view sql = {};
    /// The number of rows that the backfill has changed so far.
    std::int64_t rows = 0;
    std::string_view words = {};
    /// Since the start of the run.
    std::chrono::microseconds elapsed{0};
};

/// How statements are sent to a server: one per round trip, or as many as the protocol allows.
enum class round_trips { automatic, few, each };

/// How to treat the statement at which a run was interrupted, if it commits by itself and the database does not show
/// whether it took effect: stop with E329, continue after it, or repeat it.
enum class interrupted_statement { ask, done, repeat };

/// Options of a run, including all timeouts.
struct run_options {
    /// Called before and after everything that may take long. An exception from it ends the run like a failure.
    std::function<void(const event&)> progress = {};
    /// Timeout of waiting for another process that migrates the same database (--wait).
    std::chrono::milliseconds wait{std::chrono::seconds{60}};
    /// Lock timeout of one attempt of a statement (--lock-timeout). Other sessions queue behind the waiting statement.
    /// 0: none. PostgreSQL: lock_timeout. MariaDB: lock_wait_timeout (whole seconds). SQLite has one lock, that of the
    /// database, to which `wait` applies.
    std::chrono::milliseconds lock_timeout{std::chrono::seconds{5}};
    /// Retries of a statement, with its transaction, after a lock timeout or a deadlock, with pauses of half
    /// a second to ten seconds (--lock-retries).
    int lock_retries = 10;
    /// Timeout of a statement (--statement-timeout). 0: none.
    std::chrono::milliseconds statement_timeout{0};
    /// Tables ("orders") and columns ("orders.vin") whose data may be lost; "all": any (--allow-loss).
    std::vector<std::string> allow_loss = {};
    /// The outcome of the statement that an interrupted run left open (--interrupted-statement).
    retort::interrupted_statement interrupted = interrupted_statement::ask;
    /// Automatic: few round trips if the server is more than four milliseconds away.
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
    /// Its operations when it was applied, one per line, each after its digest.
    std::string operations = {};
};

/// The data that a step would destroy in the present database.
struct loss {
    const plan::revision* revision = nullptr;
    /// "orders", or "orders.vin".
    std::string name;
    /// The number of rows of the table, or of non-NULL values of the column; or one of these constants: it does
    /// not exist yet under this name; it cannot be counted.
    std::int64_t rows = 0;
    /// The reason of allow_loss("why") in the migration; empty if only a run can approve it.
    std::string_view approval = {};
    /// The table or column that contains the data before the step.
    plan::part from = {};
    static constexpr std::int64_t not_there = -1, not_countable = -2;
};

/// Returns the applied revisions, in the order of application; none if the database has no ledger. Reads only.
std::vector<applied_revision> applied(connection& db, const plan::history& history);

/// Returns the steps of `upgrade` / `downgrade`, in order. `target`: a revision or a unique prefix of one; "head", "+N"
/// (up); "base", "-N" (down); "current", and steps from any of these, "head-2", "002+1". An unfinished revision of
/// an earlier run comes first. Throws E305 (unknown revision), E306 (ambiguous), E307 (the database has a
/// revision that the history lacks), E308 (an applied revision was edited), E310 (irreversible), E323 (a parent of an
/// applied revision is missing).
std::vector<step> plan_upgrade(connection& db, const plan::history& history, std::string_view target = "head");
std::vector<step> plan_downgrade(connection& db, const plan::history& history, std::string_view target = "-1");

/// Returns the data that the steps would destroy, with its amount in the database. Empty tables and columns are
/// omitted.
std::vector<loss> would_destroy(connection& db, std::span<const step> steps);

/// Runs the steps. Each revision and its ledger row are one transaction if the database supports it. Otherwise the
/// ledger records the completed statements, and the next run continues after them or reverts them. Returns the steps
/// that this process ran. A concurrent second process waits and finds the work done. Throws E324 if data would be lost
/// that neither its migration nor `allow_loss` approves: before anything is changed, or before the
/// first step that would destroy it. Tables that are empty at the start are counted again under the lock of their step.
/// Data that the run itself created is not a loss. Throws E329 if an interrupted run left a statement open
/// and `interrupted` does not state its outcome.
std::vector<step> upgrade(connection& db, const plan::history& history, std::string_view target = "head",
                          const run_options& options = {});
std::vector<step> downgrade(connection& db, const plan::history& history, std::string_view target = "-1",
                            const run_options& options = {});

/// Runs a single revision, named as above. Its parents must be applied, or no applied revision may revise it.
std::vector<step> apply(connection& db, const plan::history& history, std::string_view revision,
                        const run_options& options = {});
std::vector<step> rollback(connection& db, const plan::history& history, std::string_view revision,
                           const run_options& options = {});

/// Marks the database as being at `target` ("head", "heads", "base", a revision) without running anything.
/// Returns the revisions that were entered (up) and removed (down). An unfinished revision becomes applied or not.
/// Throws E342, with nothing changed, if the ledger has revisions that the history does not know; with `purge` they
/// are removed.
std::vector<step> stamp(connection& db, const plan::history& history, std::string_view target,
                        const run_options& options = {}, bool purge = false);

/// Returns the revisions of the ledger, applied or unfinished, that the history does not know.
std::vector<std::string> unknown_revisions(connection& db, const plan::history& history);

/// A row of the log: a revision that was applied, attempted or reverted.
struct log_entry {
    /// The same for all rows of a run; "20261121T150102Z-4711".
    std::string run;
    std::string revision;
    /// "up", "down" or "stamp".
    std::string direction;
    /// "done", or the error.
    std::string outcome;
    std::string done_at;
    std::string done_by;
    std::chrono::microseconds duration{0};
    std::string tool_version;
};
/// Returns the latest entries of the log, at most `most`, oldest first; none if the database has no ledger.
std::vector<log_entry> log(connection& db, const plan::history& history, std::size_t most = 1000);

/// Returns the problems: applied revisions that were edited, are unknown or lack a parent; an unfinished revision;
/// relations whose definition differs from the state after the last run; missing tables of applied
/// revisions; views and triggers that do not work. Empty: no problems. For stamped revisions, the
/// tables are not compared with what these revisions create: see `stamped`.
std::vector<std::string> verify(connection& db, const plan::history& history);
/// Returns the applied revisions that a stamp entered into the ledger, and that no run has applied.
std::vector<std::string> stamped(connection& db, const plan::history& history);

/// Returns the applied revisions that no other applied revision revises: one if the history has one head.
std::vector<std::string> current(connection& db, const plan::history& history);
/// Returns the revisions that `upgrade` to head would apply, in order.
std::vector<std::string> pending(connection& db, const plan::history& history);

/// Returns the SQL of the steps as one script for the database's client, including the ledger rows. Each revision
/// begins with a fence: on a database in another state the client stops with an error and changes nothing.
std::string offline_sql(const plan::history& history, database on, std::span<const step> steps, bool with_ledger_table);
/// The same for the present state of the database: the script continues an unfinished revision, and rejects a database
/// that has other revisions. Reads only. Throws E329 like upgrade(), and E311 if the first step would change direction
/// within an unfinished revision.
std::string offline_sql(connection& db, const plan::history& history, std::span<const step> steps,
                        interrupted_statement interrupted = interrupted_statement::ask);

/// A revision that a run started and did not finish: the next run finishes or reverts it.
struct unfinished_revision {
    std::string id;
    /// The direction of the run.
    retort::direction direction = retort::direction::up;
    /// The number of statements of that direction that are certainly done.
    std::size_t statements = 0;
};
/// Returns nothing if every run has finished; reads only.
std::optional<unfinished_revision> begun(connection& db, const plan::history& history);

}  // namespace retort
