// The plan as the build makes it: what each revision does on each database, both ways, and what is true of it.
// emit_history writes it down as the constant data that the runtime reads.
#pragma once

#include <retort/model/any_operation.hpp>

#include <compare>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::codegen {

/// What the generator is given: the declared schema, and its migrations in an order in which they can be replayed.
struct project {
    model::schema declared;
    std::vector<model::migration> migrations;
};

/// Puts the migrations into an order in which they can be replayed, each checkpoint before what it replaces; lets their
/// parents name what is replayed, and notes which checkpoints are shadows. What is wrong with the graph is in `out`.
void put_in_order(project& p, model::faults& out);

/// One SQL statement, without a closing semicolon; or a call of a C++ function.
struct statement {
    std::string sql;
    bool transactional = true;
    /// Repeated until it changes no row, each time in a transaction of its own: it works on so many rows at a time.
    int batch = 0;
    /// Of a batch: the statement that does it all at once, for scripts.
    std::string at_once = {};
    /// The function to call, with its namespace; `sql` is empty then.
    std::string function = {};
    /// `sql` counts the rows that would make the step after it fail; what is wrong with them.
    std::string precheck = {};
    /// A query that tells whether what `sql` does is done: 1, 0, -1 where a failed attempt left what `clear` removes,
    /// or 2 where another session is at it.
    std::string probe = {};
    std::string clear = {};
    /// Of what a database commits by itself: the relation whose definition changes when it takes effect; empty where it
    /// may be any.
    std::string touches = {};
    bool operator==(const statement&) const = default;
};

/// PostgreSQL 15 is {15, 0}, SQLite 3.37 is {3, 37}.
struct release {
    int number = 0;
    int part = 0;
    auto operator<=>(const release&) const = default;
};

/// A table, or one of its columns, as the database's SQL spells them.
struct part {
    std::string table;
    std::string column = {};
    bool operator==(const part&) const = default;
};
/// A script creates `to` (`from` is empty), renames `from` to `to`, or drops `from` (`to` is empty).
struct change {
    part from, to;
    bool operator==(const change&) const = default;
};

/// One direction of one revision on one database.
struct script {
    std::vector<statement> statements;
    /// Tables and columns ("orders.vin") whose contents it destroys.
    std::vector<std::string> destroys;
    /// For each of them a query for how much of it there is; empty where there is none.
    std::vector<std::string> counts;
    /// Tables that are made anew under their own name (SQLite).
    std::vector<std::string> rebuilds;
    /// Why it cannot be taken; empty where it can.
    std::string irreversible;
    /// The oldest release that has what it makes, and in words that release and what asks for it; nothing where all
    /// have it that Retort writes for.
    release oldest = {};
    std::string needs = {};
    /// For each of `destroys` the author's approval, allow_loss("why"); empty where there is none.
    std::vector<std::string> approvals = {};
    /// For each of `destroys` what holds it before the script.
    std::vector<part> lost_from = {};
    /// The tables and columns that it creates, renames and drops, in order.
    std::vector<change> changes = {};
    bool operator==(const script&) const = default;
};

/// Pairs of counts: after so many statements of the way up the database is as after so many of the way down.
using meetings = std::vector<std::pair<std::size_t, std::size_t>>;

/// The scripts of a revision for a database to which another set of concurrent revisions is applied.
struct alternative {
    /// Those of the route's `concurrent` that are applied.
    std::vector<std::string> applied;
    script up;
    script down;
    codegen::meetings meets = {};
};

struct route {
    std::string database;
    /// For a database to which all revisions are applied that stand before this one in the plan.
    script up;
    script down;
    codegen::meetings meets = {};
    /// The concurrent revisions (neither needed by this one nor in need of it) on which its scripts depend, and the
    /// scripts for each set of them that can be applied and needs other scripts.
    std::vector<std::string> concurrent = {};
    std::vector<alternative> alternatives = {};
};

struct planned_revision {
    std::string id;
    std::string message;
    std::vector<std::string> parents;
    std::string checksum;
    std::vector<std::string> operations;
    /// One for each of them.
    std::vector<std::uint32_t> digests;
    std::vector<route> routes;
    /// Of a checkpoint: the revisions that it stands for.
    std::vector<std::string> replaces = {};
};

struct plan {
    std::string name;
    std::vector<std::string> databases;
    std::vector<planned_revision> revisions;
    /// The tables, views and sequences that there are at any time, in order.
    std::vector<std::string> relations = {};
};

/// Why something cannot be generated: a message with its code ("… [E201]"), or several, one a line.
class generation_error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The whole plan. Throws `generation_error` naming every step that a database cannot take (E201, E204); what the
/// model's rules know of databases says the model's fault.
plan make_plan(const project& p, const std::vector<std::string>& databases);

/// One revision more, on a schema that is as `before`. Throws like make_plan.
planned_revision plan_next(const model::schema& before, const model::migration& m,
                           const std::vector<std::string>& databases);

/// The statements that build `s` on an empty database.
std::vector<statement> full_schema(const model::schema& s, std::string_view database);

/// The schema that a history begins with: nothing in it but what the declared one says of itself.
model::schema nothing_of(const model::schema& declared);

/// The schema that the migrations end in.
model::schema replay(const project& p);

/// A checkpoint that replaces the revisions from `from` to `to`. What only changes the schema becomes the difference;
/// what is about rows stays, but for what had none to work on. `id` and `message` must outlive it, as the names in `p`
/// must. Throws `generation_error` E211 where a range cannot be replaced, and says why.
model::migration squash(const project& p, std::string_view from, std::string_view to, std::string_view id,
                        std::string_view message = {});

/// "1:" and 16 hexadecimal digits: XXH3 over the operations and the parents. Comments, formatting, messages, the order
/// of named arguments and the place in a file do not count; the leading number changes when the computation does.
/// Of a checkpoint, what it replaces counts too.
std::string checksum(const model::migration& m, const model::naming_convention* convention = nullptr);
/// Of one operation.
std::uint32_t operation_checksum(const model::operation& o);
/// Of any text, as hexadecimal digits: to see whether it is another.
std::string fingerprint(std::string_view text);

/// What a generator's main() does: writes everything that follows from `p` below the folder given by --output. Returns
/// its exit code; errors are on stderr.
int run_generator(int argc, char** argv, const project& p);

}  // namespace retort::codegen
