// The ledger: retort_revisions is the set of applied revisions, and at most one that was begun and not finished;
// retort_log is what was done, tried and undone, in order; retort_relations what the last run left behind.
#pragma once

#include <retort/connection.hpp>
#include <retort/migrator.hpp>
#include <retort/plan.hpp>

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dialect.hpp"

namespace retort::detail {

/// A revision of which a run has done a part and committed it.
struct begun_revision {
    std::string id;
    std::string checksum;
    retort::direction direction = direction::up;
    /// How many of its statements are done, for certain.
    std::size_t statements = 0;
    /// Of the texts of these, and of the next where `before_state` is there: whether they are still what they were.
    std::string mark;
    /// The state before the next statement, which had been begun: another state now means that it is done.
    std::optional<std::string> before_state;
};

class graph;

struct ledger {
    /// Whether its tables are there, and of this version; without them nothing is applied.
    bool exists = false;
    bool is_of_before = false;
    /// In the order of application.
    std::vector<applied_revision> rows;
    std::optional<begun_revision> begun;

    const applied_revision* find(std::string_view id) const;
};

/// Reads only, in one round trip where a server is asked outside a transaction. Throws `error` E318 for a ledger of
/// another shape.
/// Inside a transaction it throws `failure` where the database fails.
ledger read_ledger(connection& db, std::string_view schema);

/// Whether every table of the ledger is there; reads only. One that somebody has dropped is made again by
/// make_ledger().
bool ledger_is_whole(connection& db);

/// The query for the rows of `revisions`, and of the one that was begun, in a ledger of this version; and their
/// reading.
std::string ledger_question(const dialect& words, std::string_view schema, std::span<const std::string_view> revisions);
ledger ledger_of(const result& rows);

/// A condition on the ledger that holds where the step is to be taken: it is not taken yet, nothing is begun, what it
/// stands on is applied, the database has not gone the other way at a checkpoint, and the revisions of other branches
/// that are applied are those that its script on `which` is for.
std::string fence_condition(const graph& revisions, const step& taken, database which);
/// Fails, by a division by zero, where that does not hold.
std::string fence_sql(const graph& revisions, const step& taken, database which);

/// Makes the ledger's tables, or brings those of an older version up to date, in the open transaction.
void make_ledger(connection& db, const ledger& found);

/// "1:" and 16 digits of the first `statements` of `script`.
std::string mark_of(const plan::script& script, std::size_t statements);

/// The statements that write a step down, each ending in ";\n". `author` and `duration` are SQL expressions; `begun`:
/// there is a row that says that it was begun.
std::string record_sql(const dialect& words, const plan::history& history, const step& taken, std::string_view author,
                       std::string_view duration, std::string_view run, bool begun);
/// That write down that a step was begun: nothing of it is done yet. Of one that is to be undone the row is there, or,
/// of a checkpoint that stands alone, the rows of what it replaces, which go.
/// `author` is an SQL expression; empty: this process.
std::string begin_sql(const dialect& words, const plan::history& history, const step& taken,
                      std::string_view author = {});
/// A condition: the step is begun, and so many statements of it are done.
std::string begun_condition(const plan::history& history, const step& taken, std::size_t statements);
/// That write down how far it has come; `before` is a query for the state before the statement that follows, or empty.
/// They change one row, where the step is as it was left.
std::string advance_sql(const plan::history& history, const step& taken, std::size_t was, std::size_t statements,
                        std::string_view mark, std::string_view before);
/// That turn a step that was begun round.
std::string turn_sql(const plan::history& history, const step& taken, std::size_t statements, std::string_view mark);
/// An entry of the log for something that is no step, or that failed.
std::string log_sql(const dialect& words, const plan::history& history, const plan::revision& revision,
                    std::string_view direction, std::string_view outcome, std::string_view run);

/// That enter a revision as applied without having run it, and that take one out, with what else stands for it.
std::string enter_sql(const dialect& words, const plan::history& history, const plan::revision& revision);
std::string remove_sql(const plan::history& history, const plan::revision& revision);

std::vector<log_entry> read_log(connection& db, std::string_view schema, std::size_t most);

/// The revisions that a stamp was the last to enter, or to take out.
std::set<std::string> entered_by_stamp(connection& db, std::string_view schema);

/// Keeps the definitions of the history's relations, as digests, for `verify`.
void remember_states(connection& db, const plan::history& history);
/// Those that are no longer so, a sentence each; without those that the revision `begun`, which a run has not finished,
/// changes.
std::vector<std::string> changed_relations(connection& db, const plan::history& history, std::string_view begun);

/// How many statements of `script` are done in the direction in which `begun` was begun. Asks the database where the
/// ledger leaves one open. Throws E308 where the statements up to there were edited since, and E329 where one may or
/// may not be done and `open_one` does not say which.
/// `turns`: the run goes the other way, so that a statement that may be repeated is not.
std::size_t statements_done(connection& db, const plan::script& script, const begun_revision& begun, bool turns,
                            interrupted_statement open_one);

/// "user@host (pid N)" of this process.
std::string this_process();

/// "20261121T150102Z-4711": now, and this process.
std::string new_run();

/// "retort 0.1.0".
std::string_view tool_version();

}  // namespace retort::detail
