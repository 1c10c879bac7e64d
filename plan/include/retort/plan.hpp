// The plan: what a build records about a history, and all that the runtime knows about it. The build holds it in
// strings and vectors (`owned`) and writes it into history.cpp; the runtime reads it as views (`viewed`). Each part is
// defined once, for both: its members, and the same members in `fields`, from which it is packed and unpacked.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

namespace retort {

/// The databases that a plan can support.
enum class database : std::uint8_t { sqlite, postgresql, mariadb };

/// Returns "sqlite", "postgresql" or "mariadb", as in options, file names and messages.
constexpr std::string_view name_of(database which) {
    switch (which) {
        case database::sqlite: return "sqlite";
        case database::postgresql: return "postgresql";
        case database::mariadb: return "mariadb";
    }
    return "unknown";
}

/// The database of that name, or nothing.
constexpr std::optional<database> database_named(std::string_view name) {
    for (const database one : {database::sqlite, database::postgresql, database::mariadb})
        if (name_of(one) == name) return one;
    return std::nullopt;
}

class connection;

}  // namespace retort

namespace retort::plan {

/// How the runtime holds a plan. The views are valid as long as the `unpacked` they come from, or the constants of a
/// history that is written by hand.
struct viewed {
    using text = std::string_view;
    template <typename T>
    using list = std::span<const T>;
};

/// A step in C++: called with the connection, inside the revision's transaction.
using step_function = void (*)(connection&);

/// The most that a statement does to rows.
enum class row_work : std::uint8_t {
    unknown,  // raw SQL that was not understood, or a function
    none,     // changes definitions alone
    rows,     // reads or changes rows, and no definition
    scan,     // reads all rows of a table: checks them, or builds an index of them
    rewrite,  // writes all rows of a table anew
};

/// What a lock is on.
enum class lock_kind : std::uint8_t {
    table,  // a table or a view
    sequence,
    index,
    table_of_index,   // the table of the index that raw SQL drops without naming the table
    users_of_domain,  // every table with a column of the domain that raw SQL changes
};

/// What a statement locks against other sessions. SQLite locks the whole database for each statement, and no lock says
/// so.
template <typename Storage>
struct basic_lock {
    using text = typename Storage::text;
    using kind = lock_kind;

    /// The name, not quoted, behind its namespace and a point.
    text on = {};
    /// PostgreSQL's name of the lock mode; on MariaDB what the statement demands of the server, as it says it.
    text mode = {};
    lock_kind what = lock_kind::table;
    constexpr bool operator==(const basic_lock&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [on, mode, what] = one;
        return visit(on, mode, what);
    }
};

enum class effect_kind : std::uint8_t {
    unknown,  // nothing that a query could show: users, rows, a call
    none,     // running it twice is as running it once, and nothing has to be undone: ANALYZE, FLUSH
    create,   // the relation as a whole; the parts are its columns, where the statement names them
    drop,
    alter,   // the parts of the relation
    rename,  // relations, each to its new name
    grant,   // privileges on the relation
    revoke,  // privileges on the relation; the parts are those who lose them
};

/// Where in the database's catalogue the relation of an effect is found.
enum class effect_place : std::uint8_t { relations, indexes, routines, triggers, events };

/// A column, index, constraint or privilege holder; without a name, all options of a table.
template <typename Storage>
struct basic_effect_part {
    using text = typename Storage::text;

    text name = {};
    /// For a part that is both dropped and added, or only changed, neither holds.
    bool added = false;
    bool dropped = false;
    constexpr bool operator==(const basic_effect_part&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [name, added, dropped] = one;
        return visit(name, added, dropped);
    }
};

template <typename Storage>
struct basic_renaming {
    using text = typename Storage::text;

    text from = {};
    text to = {};
    constexpr bool operator==(const basic_renaming&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [from, to] = one;
        return visit(from, to);
    }
};

/// What a statement changes in the database's definitions, by the names in its catalogue. Complete on MariaDB, where a
/// run asks after an interruption whether such a statement has taken effect; on PostgreSQL, where a transaction or a
/// probe tells, only what is created and granted, which no lock names.
template <typename Storage>
struct basic_effect {
    using text = typename Storage::text;
    template <typename T>
    using list = typename Storage::template list<T>;
    using kind = effect_kind;
    using place = effect_place;
    using part = basic_effect_part<Storage>;

    effect_kind what = effect_kind::unknown;
    effect_place among = effect_place::relations;
    text relation = {};
    /// The table of an index or a trigger, where that is known.
    text on = {};
    /// Running it twice is as running it once: GRANT, CREATE OR REPLACE VIEW.
    bool repeatable = false;
    list<basic_effect_part<Storage>> parts = {};
    list<basic_renaming<Storage>> renamed = {};
    constexpr bool operator==(const basic_effect&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [what, among, relation, on, repeatable, parts, renamed] = one;
        return visit(what, among, relation, on, repeatable, parts, renamed);
    }
};

/// An entry of a script's `destroys` that a statement destroys: its place there, and the relation and the query for how
/// much there is, with the names that they have when the statement runs.
template <typename Storage>
struct basic_destruction {
    using text = typename Storage::text;

    std::uint32_t loss = 0;
    text relation = {};
    text count = {};
    constexpr bool operator==(const basic_destruction&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [loss, relation, count] = one;
        return visit(loss, relation, count);
    }
};

/// The part of a statement in the rebuild of a table (SQLite).
enum class rebuild_role : std::uint8_t {
    none,
    drops,    // drops the table that a later statement gives its name again
    removes,  // drops a table for good
    renames,  // gives the new table the name of the old one
};

/// What the build knows about a statement: known where it is rendered, and for raw SQL read from its words. The runtime
/// never reads SQL.
template <typename Storage>
struct basic_facts {
    template <typename T>
    using list = typename Storage::template list<T>;

    row_work work = row_work::unknown;
    /// Whether `locks` is all that it locks; an empty list then says that no lock matters to other sessions.
    bool locks_known = false;
    list<basic_lock<Storage>> locks = {};
    basic_effect<Storage> effect = {};
    rebuild_role rebuild = rebuild_role::none;
    /// Filled on MariaDB, where each statement that destroys something commits by itself.
    list<basic_destruction<Storage>> destroys = {};
    /// The revision's operations that the statement belongs to: the first, and how many. Without any for what belongs
    /// to the revision as a whole.
    std::uint32_t operation = 0;
    std::uint32_t operations = 0;
    constexpr bool operator==(const basic_facts&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [work, locks_known, locks, effect, rebuild, destroys, operation, operations] = one;
        return visit(work, locks_known, locks, effect, rebuild, destroys, operation, operations);
    }
};

/// One SQL statement, without a closing semicolon; or the call of a C++ function.
template <typename Storage>
struct basic_statement {
    using text = typename Storage::text;

    text sql = {};
    /// False for statements that the database rejects inside a transaction (such as CREATE INDEX CONCURRENTLY), and for
    /// batches.
    bool transactional = true;
    /// Not 0: the statement changes at most so many rows, and is repeated, each time in its own transaction, until it
    /// changes none.
    int batch = 0;
    /// Of a batch: the statement that changes all rows at once, for scripts.
    text at_once = {};
    /// Called with the connection instead of `sql`, inside the transaction.
    step_function function = nullptr;
    text function_name = {};
    /// Not empty: `sql` counts rows that would make the following step fail, and this text describes them.
    text precheck = {};
    /// Not empty: a query for one number. 1: the statement has taken effect (a process died between it and its ledger
    /// row) and does not run again; 0: it has not; -1: a failed attempt left a part, which `clear` removes;
    /// 2: a session that has lost its client still executes it.
    text probe = {};
    text clear = {};
    basic_facts<Storage> facts = {};
    constexpr bool operator==(const basic_statement&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [sql, transactional, batch, at_once, function, function_name, precheck, probe, clear, facts] = one;
        return visit(sql, transactional, batch, at_once, function, function_name, precheck, probe, clear, facts);
    }
};

/// A release of a database, in its significant parts: PostgreSQL 15.3 is {15, 3}, SQLite 3.37.2 is {3, 37}.
struct release {
    int number = 0;
    int part = 0;
    constexpr auto operator<=>(const release&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [number, part] = one;
        return visit(number, part);
    }
};

/// A table or one of its columns, in the SQL of the database.
template <typename Storage>
struct basic_part {
    using text = typename Storage::text;

    text table = {};
    text column = {};
    constexpr bool operator==(const basic_part&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [table, column] = one;
        return visit(table, column);
    }
};
/// A script creates `to` (`from` is empty), renames `from` to `to`, or drops `from` (`to` is empty).
template <typename Storage>
struct basic_change {
    using text = typename Storage::text;

    basic_part<Storage> from = {};
    basic_part<Storage> to = {};
    constexpr bool operator==(const basic_change&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [from, to] = one;
        return visit(from, to);
    }
};

/// The statements of one revision, in one direction, on one database.
template <typename Storage>
struct basic_script {
    using text = typename Storage::text;
    template <typename T>
    using list = typename Storage::template list<T>;

    list<basic_statement<Storage>> statements = {};
    /// Tables ("orders") and columns ("orders.vin") whose data this direction destroys.
    list<text> destroys = {};
    /// SQLite: tables that are rebuilt under their own name, because ALTER TABLE does not support the change, and those
    /// that could not be dropped otherwise, because their rows reference each other. Foreign keys must be off outside
    /// the transaction while this runs, and triggers of tables that exist again must be restored.
    list<text> rebuilds = {};
    /// The reason why this direction cannot run; empty if it can.
    text irreversible = {};
    /// For each of `destroys` a query that counts its rows or values; empty if there is none.
    list<text> counts = {};
    /// The oldest release that has all features of this direction, and a text with that release and feature; empty if
    /// all supported releases have them.
    release oldest = {};
    text needs = {};
    /// For each of `destroys` the reason of allow_loss("why"), or an empty text; empty if none is
    /// approved.
    list<text> approvals = {};
    /// For each of `destroys` the table or column that contains the data before the script.
    list<basic_part<Storage>> lost_from = {};
    /// The tables and columns that it creates, renames and drops, in order.
    list<basic_change<Storage>> changes = {};

    /// Returns the reason that approves the `i`th of `destroys`; empty if there is none.
    constexpr std::string_view approval(std::size_t i) const {
        return i < approvals.size() ? approvals[i] : std::string_view();
    }
    constexpr bool operator==(const basic_script&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [statements, destroys, rebuilds, irreversible, counts, oldest, needs, approvals, lost_from, changes] =
            one;
        return visit(statements, destroys, rebuilds, irreversible, counts, oldest, needs, approvals, lost_from,
                     changes);
    }
};

/// After `done` statements of the up script the database is in the same state as after `undone` of the down script.
struct meeting {
    std::uint32_t done = 0;
    std::uint32_t undone = 0;
    constexpr bool operator==(const meeting&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [done, undone] = one;
        return visit(done, undone);
    }
};

/// The scripts of a revision for a database with another set of applied concurrent revisions.
template <typename Storage>
struct basic_alternative {
    using text = typename Storage::text;
    template <typename T>
    using list = typename Storage::template list<T>;

    /// The applied ones of the route's `concurrent`, in the same order.
    list<text> applied = {};
    basic_script<Storage> up = {};
    basic_script<Storage> down = {};
    list<meeting> meets = {};
    constexpr bool operator==(const basic_alternative&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [applied, up, down, meets] = one;
        return visit(applied, up, down, meets);
    }
};

/// Both directions of a revision on one database.
template <typename Storage>
struct basic_route {
    using text = typename Storage::text;
    template <typename T>
    using list = typename Storage::template list<T>;

    database on = database::sqlite;
    basic_script<Storage> up = {};
    basic_script<Storage> down = {};
    /// The positions where an unfinished run can change direction; empty if a transaction undoes everything.
    list<meeting> meets = {};
    /// The revisions on which the scripts depend although neither revises the other: revisions of other branches that
    /// change the same objects. Each set of them that can be applied is among `alternatives`,
    /// unless the scripts above are correct for it.
    list<text> concurrent = {};
    list<basic_alternative<Storage>> alternatives = {};
    constexpr bool operator==(const basic_route&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [on, up, down, meets, concurrent, alternatives] = one;
        return visit(on, up, down, meets, concurrent, alternatives);
    }
};

/// One revision of the history.
template <typename Storage>
struct basic_revision {
    using text = typename Storage::text;
    template <typename T>
    using list = typename Storage::template list<T>;

    text id = {};
    /// The author's message; may be empty.
    text message = {};
    /// Revisions that must be applied before this one; empty for the first.
    list<text> parents = {};
    /// A digest of the operations, not of any text: "1:" (the algorithm's version) and 16 hexadecimal digits.
    text checksum = {};
    /// One line per operation, for messages: "add column orders.car_number".
    list<text> operations = {};
    /// One entry for each of the history's databases.
    list<basic_route<Storage>> routes = {};
    /// A digest for each operation: differs if the operation differs.
    list<std::uint32_t> digests = {};
    /// Of a checkpoint: the revisions that it replaces, in their order. Either all of them are in the history, after
    /// the checkpoint, and parents name the last of them; or none is, and parents name the checkpoint.
    list<text> replaces = {};

    /// Returns the route on `which`, or null if the history was not built for it.
    constexpr const basic_route<Storage>* on(database which) const {
        for (const basic_route<Storage>& r : routes)
            if (r.on == which) return &r;
        return nullptr;
    }
    constexpr bool operator==(const basic_revision&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [id, message, parents, checksum, operations, routes, digests, replaces] = one;
        return visit(id, message, parents, checksum, operations, routes, digests, replaces);
    }
};

/// A whole history: every parent comes before its children.
template <typename Storage>
struct basic_history {
    using text = typename Storage::text;
    template <typename T>
    using list = typename Storage::template list<T>;

    /// The name of the schema; it identifies the history in a ledger that contains several.
    text name = {};
    list<database> databases = {};
    list<basic_revision<Storage>> revisions = {};
    /// The tables, views and sequences that exist at any time.
    list<text> relations = {};
    constexpr bool operator==(const basic_history&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [name, databases, revisions, relations] = one;
        return visit(name, databases, revisions, relations);
    }
};

using lock = basic_lock<viewed>;
using effect = basic_effect<viewed>;
using destruction = basic_destruction<viewed>;
using facts = basic_facts<viewed>;
using statement = basic_statement<viewed>;
using part = basic_part<viewed>;
using change = basic_change<viewed>;
using script = basic_script<viewed>;
using alternative = basic_alternative<viewed>;
using route = basic_route<viewed>;
using revision = basic_revision<viewed>;
using history = basic_history<viewed>;

/// A function that a statement of a packed plan calls, by its `function_name`.
struct named_function {
    std::string_view name;
    step_function call = nullptr;
};

/// A plan as history.cpp holds it: constants that compilers read quickly.
struct packed {
    /// The texts, each once, one after the other; in several pieces because compilers limit the length of a literal. No
    /// text is divided.
    std::span<const std::string_view> pieces;
    /// The length of each text in bytes, in the same order.
    std::span<const std::uint32_t> lengths;
    /// The history. A part is a mask of the fields that differ from their defaults, then these fields; a text is its
    /// index in `lengths`, a list its size and its elements.
    std::span<const std::uint32_t> numbers;
    std::span<const named_function> functions;
};

/// The version of this format. history.cpp does not compile with another one.
inline constexpr int packed_format = 1;

/// Holds the lists of an unpacked history.
class unpacked {
public:
    /// The texts of the history are views into `from.pieces`, which must outlive it. Throws std::out_of_range where
    /// `from` was not written by this version of the build.
    explicit unpacked(const packed& from);
    ~unpacked();
    unpacked(const unpacked&) = delete;
    unpacked& operator=(const unpacked&) = delete;

    /// Lives as long as this object.
    const plan::history& history() const { return history_; }

private:
    struct memory;
    // Owned. A std::unique_ptr would triple the time that a compiler needs for this header.
    memory* memory_;
    plan::history history_;
};

}  // namespace retort::plan
