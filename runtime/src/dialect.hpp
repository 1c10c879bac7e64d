// The SQL text that differs from database to database: the ledger's tables and the frame of an offline script. Needs no
// client library, so that a script can be written for a database whose driver is not built in.
#pragma once

#include <retort/plan.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace retort::detail {

struct dialect {
    database kind;
    /// Yields one row with the number of ledger tables that exist under the name retort_revisions.
    std::string_view ledger_exists;
    /// The SQLSTATE of a query for a table that is not there; empty where there is none.
    std::string_view missing_table;
    std::span<const std::string_view> create_ledger;
    /// What makes a ledger of the version before this one of it; it may be run once more.
    std::span<const std::string_view> upgrade_ledger;
    /// An expression: this moment, as the ledger stores it.
    std::string_view now;
    /// A query for one number: 1 where all of the ledger's tables are there in this version's form.
    std::string_view ledger_is_whole;
    /// A query for (relation, line): the definitions of all relations, line by line. It may be several statements; then
    /// `after_definitions` sets back what they have set in an open transaction.
    std::string (*definitions)();
    std::string_view after_definitions;
    /// A query for one text: the user, where the definitions that a query shows depend on the user's rights; else
    /// empty.
    std::string_view viewer;
    /// The beginning of a definition's line that tells of privileges, which not every user sees; empty for none.
    std::string_view privilege_line;
    /// An expression for the state of what a statement changes, which the ledger keeps before the statement runs; empty
    /// for one that may be run twice. Null where no plan has statements that need it.
    std::string (*state_of)(const plan::effect& of);
    /// Whether a statement may be run again where it may have taken effect.
    bool (*may_be_repeated)(const plan::effect& of);
    /// From the state before and the one now: whether the statement took effect; nothing where that cannot be known.
    std::optional<bool> (*has_taken_effect)(const plan::effect& of, std::string_view before, std::string_view now);
    /// A query whose rows, in any order, differ where the rows of the table do: a digest, or at most so many rows.
    std::string (*contents_of)(std::string_view table, std::size_t most_rows);
    /// "LOCK TABLE {}…" keeps others from writing until the end of the transaction; empty where they cannot anyway, or
    /// nothing can.
    std::string_view keep_writers_out;
    /// An expression over a ledger row: applied_at as "YYYY-MM-DD HH:MM:SS.ffffff" in UTC.
    std::string_view applied_at_text;
    /// Expressions for a script that runs without Retort: who runs it, and how long the transaction took so far.
    std::string_view script_author;
    std::string_view script_duration;
    /// Begins to measure, ending in a semicolon, and the microseconds since: for what is sent ahead, where one message
    /// has several transactions.
    std::string_view start_watch, read_watch;

    /// The parts of an offline script; each appends whole lines to `out`. This one: a statement, and what the client
    /// takes for its end.
    void (*append)(std::string& out, std::string_view sql);
    void (*open_script)(std::string& out);
    /// True where it leaves a transaction open: of scripts that are one.
    bool (*open_revision)(std::string& out, std::string_view schema, const plan::script& script);
    void (*begin)(std::string& out, std::string_view schema);
    /// Behind the making of the ledger's tables, where that is a part of the revision.
    void (*after_ledger)(std::string& out, const plan::script& script);
    /// Stops the script where the statement's query does not count 0.
    void (*precheck)(std::string& out, const plan::statement& statement);
    void (*open_statement)(std::string& out, const plan::script& script, std::size_t statement);
    void (*close_statement)(std::string& out, const plan::script& script, std::size_t statement);
    /// Before the ledger row.
    void (*close_statements)(std::string& out, const plan::script& script);
    /// After the ledger row: the commit, and what has to follow it.
    void (*close_revision)(std::string& out, const plan::script& script);
};

extern const dialect sqlite_dialect;
extern const dialect postgresql_dialect;
extern const dialect mariadb_dialect;

/// Throws E314 for a database without one.
const dialect& dialect_of(database which);

/// `append` of the clients that end a statement with a semicolon and find those that do not end one by themselves.
void append_with_semicolon(std::string& out, std::string_view sql);

/// PostgreSQL's advisory lock's key for a schema: the same in the runtime and in scripts.
std::int64_t lock_key(std::string_view schema);

/// Whether every statement of `script` may run inside a transaction.
bool all_transactional(const plan::script& script);

}  // namespace retort::detail
