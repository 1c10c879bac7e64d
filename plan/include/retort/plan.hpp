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

/// The databases a plan can be written for.
enum class database : std::uint8_t { sqlite, postgresql, mariadb };

/// "sqlite", "postgresql" or "mariadb": the spelling used in options, file names and messages.
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

/// One SQL statement, without a closing semicolon; or the call of a C++ function.
template <typename Storage>
struct basic_statement {
    using text = typename Storage::text;

    text sql = {};
    /// False for what the database refuses inside a transaction (CREATE INDEX CONCURRENTLY and its like), and for
    /// batches.
    bool transactional = true;
    /// Not 0: it changes at most so many rows, and is repeated, each time in a transaction of its own, until it finds
    /// none.
    int batch = 0;
    /// Of a batch: the statement that does all of it at once, for scripts.
    text at_once = {};
    /// Called with the connection instead of `sql`, inside the transaction.
    step_function function = nullptr;
    text function_name = {};
    /// Not empty: `sql` counts rows that would make the step after it fail, and this says what is wrong with them.
    text precheck = {};
    /// Not empty: a query for one number. 1: what the statement does is done (a process died between it and its ledger
    /// row), and it is not run again; 0: it is not; -1: an attempt that failed left a part, which `clear` takes away;
    /// 2: a session that has lost its client is still at it.
    text probe = {};
    text clear = {};
    /// Of what a database commits by itself: the relation whose definition changes when the statement takes effect,
    /// which tells whether it has; empty where it may be any.
    text touches = {};
    constexpr bool operator==(const basic_statement&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [sql, transactional, batch, at_once, function, function_name, precheck, probe, clear, touches] = one;
        return visit(sql, transactional, batch, at_once, function, function_name, precheck, probe, clear, touches);
    }
};

/// A release of a database, as far as it counts: PostgreSQL 15.3 is {15, 3}, SQLite 3.37.2 is {3, 37}.
struct release {
    int number = 0;
    int part = 0;
    constexpr auto operator<=>(const release&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [number, part] = one;
        return visit(number, part);
    }
};

/// A table, or one of its columns, as the database's SQL spells them.
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

/// The way through one revision, in one direction, on one database.
template <typename Storage>
struct basic_script {
    using text = typename Storage::text;
    template <typename T>
    using list = typename Storage::template list<T>;

    list<basic_statement<Storage>> statements = {};
    /// Tables ("orders") and columns ("orders.vin") whose contents this direction destroys.
    list<text> destroys = {};
    /// SQLite: tables that are made anew under their own name, because ALTER TABLE cannot do what is asked, and those
    /// that could not be dropped otherwise, because their rows refer to each other. Foreign keys must be off outside
    /// the transaction while this runs, and triggers on tables that are there again have to be put back.
    list<text> rebuilds = {};
    /// Why this direction cannot be taken; empty where it can.
    text irreversible = {};
    /// For each of `destroys` a query for the number of its rows, or values; empty where there is none.
    list<text> counts = {};
    /// The oldest release that has everything that this direction makes, and in words that release and what asks for
    /// it; nothing where every release has it that Retort writes for.
    release oldest = {};
    text needs = {};
    /// For each of `destroys` why its author lets it go, allow_loss("why"), or an empty text; nothing where none is
    /// approved.
    list<text> approvals = {};
    /// For each of `destroys` what holds it before the script.
    list<basic_part<Storage>> lost_from = {};
    /// The tables and columns that it creates, renames and drops, in order.
    list<basic_change<Storage>> changes = {};

    /// Why the author lets go the `i`th of `destroys`; empty where nothing is said.
    constexpr std::string_view approval(std::size_t i) const {
        return i < approvals.size() ? approvals[i] : std::string_view();
    }
    constexpr bool operator==(const basic_script&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [statements, destroys, rebuilds, irreversible, counts, oldest, needs, approvals, lost_from, changes] = one;
        return visit(statements, destroys, rebuilds, irreversible, counts, oldest, needs, approvals, lost_from, changes);
    }
};

/// After `done` statements of the way up the database is as after `undone` statements of the way down.
struct meeting {
    std::uint32_t done = 0;
    std::uint32_t undone = 0;
    constexpr bool operator==(const meeting&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [done, undone] = one;
        return visit(done, undone);
    }
};

/// The scripts of a revision for a database to which another set of concurrent revisions is applied.
template <typename Storage>
struct basic_alternative {
    using text = typename Storage::text;
    template <typename T>
    using list = typename Storage::template list<T>;

    /// Those of the route's `concurrent` that are applied, in their order there.
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
    /// Where a run that stopped half-way can turn round; nothing where a transaction undoes all of it.
    list<meeting> meets = {};
    /// The revisions on which the scripts depend although this one does not revise them, nor they this one: revisions
    /// of other branches that touch the same things. Each set of them that can be applied is among `alternatives`,
    /// unless the scripts above are right for it.
    list<text> concurrent = {};
    list<basic_alternative<Storage>> alternatives = {};
    constexpr bool operator==(const basic_route&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [on, up, down, meets, concurrent, alternatives] = one;
        return visit(on, up, down, meets, concurrent, alternatives);
    }
};

/// One step of the history.
template <typename Storage>
struct basic_revision {
    using text = typename Storage::text;
    template <typename T>
    using list = typename Storage::template list<T>;

    text id = {};
    /// The sentence its author gave it; may be empty.
    text message = {};
    /// Revisions that must be applied before this one; empty for the first.
    list<text> parents = {};
    /// Of the operations, not of any text: "1:" (the algorithm's version) and 16 hexadecimal digits.
    text checksum = {};
    /// One line an operation, for people: "add column orders.car_number".
    list<text> operations = {};
    /// One entry for each of the history's databases.
    list<basic_route<Storage>> routes = {};
    /// One for each of the operations: differs where the operation does.
    list<std::uint32_t> digests = {};
    /// Of a checkpoint: the revisions that it stands for, in their order. Either all of them are in the history, behind
    /// the checkpoint, and parents name the last of them; or none is, and parents name the checkpoint.
    list<text> replaces = {};

    /// The route on `which`, or null where the history was not built for it.
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

/// A whole history: every parent stands before its children.
template <typename Storage>
struct basic_history {
    using text = typename Storage::text;
    template <typename T>
    using list = typename Storage::template list<T>;

    /// The schema's name; the ledger keeps the histories of several schemas in one database apart by it.
    text name = {};
    list<database> databases = {};
    list<basic_revision<Storage>> revisions = {};
    /// The tables, views and sequences that there are at any time.
    list<text> relations = {};
    constexpr bool operator==(const basic_history&) const = default;

    static constexpr decltype(auto) fields(auto& one, auto&& visit) {
        auto& [name, databases, revisions, relations] = one;
        return visit(name, databases, revisions, relations);
    }
};

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
