// The plan: what a build writes down about a history, and all that the runtime knows of it. The generated
// history.cpp holds one as constant data; nothing here owns memory, parses or renders.
#pragma once

#include <compare>
#include <cstdint>
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

class connection;

}  // namespace retort

namespace retort::plan {

/// One SQL statement, without a closing semicolon; or the call of a C++ function.
struct statement {
    std::string_view sql = {};
    /// False for what the database refuses inside a transaction (CREATE INDEX CONCURRENTLY and its like), and for
    /// batches.
    bool transactional = true;
    /// Not 0: it changes at most so many rows, and is repeated, each time in a transaction of its own, until it finds
    /// none.
    int batch = 0;
    /// Of a batch: the statement that does all of it at once, for scripts.
    std::string_view at_once = {};
    /// Called with the connection instead of `sql`, inside the transaction.
    void (*function)(connection&) = nullptr;
    std::string_view function_name = {};
    /// Not empty: `sql` counts rows that would make the step after it fail, and this says what is wrong with them.
    std::string_view precheck = {};
    /// Not empty: a query for one number. 1: what the statement does is done (a process died between it and its ledger
    /// row), and it is not run again; 0: it is not; -1: an attempt that failed left a part, which `clear` takes away;
    /// 2: a session that has lost its client is still at it.
    std::string_view probe = {};
    std::string_view clear = {};
    /// Of what a database commits by itself: the relation whose definition changes when the statement takes effect,
    /// which tells whether it has; empty where it may be any.
    std::string_view touches = {};
};

/// A release of a database, as far as it counts: PostgreSQL 15.3 is {15, 3}, SQLite 3.37.2 is {3, 37}.
struct release {
    int number = 0;
    int part = 0;
    constexpr auto operator<=>(const release&) const = default;
};

/// A table, or one of its columns, as the database's SQL spells them.
struct part {
    std::string_view table = {};
    std::string_view column = {};
    constexpr bool operator==(const part&) const = default;
};
/// A script creates `to` (`from` is empty), renames `from` to `to`, or drops `from` (`to` is empty).
struct change {
    part from = {};
    part to = {};
};

/// The way through one revision, in one direction, on one database.
struct script {
    std::span<const statement> statements;
    /// Tables ("orders") and columns ("orders.vin") whose contents this direction destroys.
    std::span<const std::string_view> destroys;
    /// SQLite: tables that are made anew under their own name, because ALTER TABLE cannot do what is asked, and those
    /// that could not be dropped otherwise, because their rows refer to each other. Foreign keys must be off outside
    /// the transaction while this runs, and triggers on tables that are there again have to be put back.
    std::span<const std::string_view> rebuilds;
    /// Why this direction cannot be taken; empty where it can.
    std::string_view irreversible;
    /// For each of `destroys` a query for the number of its rows, or values; empty where there is none.
    std::span<const std::string_view> counts = {};
    /// The oldest release that has everything that this direction makes, and in words that release and what asks for
    /// it; nothing where every release has it that Retort writes for.
    release oldest = {};
    std::string_view needs = {};
    /// For each of `destroys` why its author lets it go, allow_loss("why"), or an empty text; nothing where none is
    /// approved.
    std::span<const std::string_view> approvals = {};
    /// For each of `destroys` what holds it before the script.
    std::span<const part> lost_from = {};
    /// The tables and columns that it creates, renames and drops, in order.
    std::span<const change> changes = {};

    /// Why the author lets go the `i`th of `destroys`; empty where nothing is said.
    constexpr std::string_view approval(std::size_t i) const {
        return i < approvals.size() ? approvals[i] : std::string_view();
    }
};

/// After `done` statements of the way up the database is as after `undone` statements of the way down.
struct meeting {
    std::uint32_t done = 0;
    std::uint32_t undone = 0;
};

/// The scripts of a revision for a database to which another set of concurrent revisions is applied.
struct alternative {
    /// Those of the route's `concurrent` that are applied, in their order there.
    std::span<const std::string_view> applied;
    script up;
    script down;
    std::span<const meeting> meets = {};
};

/// Both directions of a revision on one database.
struct route {
    database on = database::sqlite;
    script up;
    script down;
    /// Where a run that stopped half-way can turn round; nothing where a transaction undoes all of it.
    std::span<const meeting> meets = {};
    /// The revisions on which the scripts depend although this one does not revise them, nor they this one: revisions
    /// of other branches that touch the same things. Each set of them that can be applied is among `alternatives`,
    /// unless the scripts above are right for it.
    std::span<const std::string_view> concurrent = {};
    std::span<const alternative> alternatives = {};
};

/// One step of the history.
struct revision {
    std::string_view id;
    /// The sentence its author gave it; may be empty.
    std::string_view message;
    /// Revisions that must be applied before this one; empty for the first.
    std::span<const std::string_view> parents;
    /// Of the operations, not of any text: "1:" (the algorithm's version) and 16 hexadecimal digits.
    std::string_view checksum;
    /// One line an operation, for people: "add column orders.car_number".
    std::span<const std::string_view> operations;
    /// One entry for each of the history's databases.
    std::span<const route> routes;
    /// One for each of the operations: differs where the operation does.
    std::span<const std::uint32_t> digests = {};
    /// Of a checkpoint: the revisions that it stands for, in their order. Either all of them are in the history, behind
    /// the checkpoint, and parents name the last of them; or none is, and parents name the checkpoint.
    std::span<const std::string_view> replaces = {};

    /// The route on `which`, or null where the history was not built for it.
    constexpr const route* on(database which) const {
        for (const route& r : routes)
            if (r.on == which) return &r;
        return nullptr;
    }
};

/// A whole history: every parent stands before its children.
struct history {
    /// The schema's name; the ledger keeps the histories of several schemas in one database apart by it.
    std::string_view name;
    std::span<const database> databases;
    std::span<const revision> revisions;
    /// The tables, views and sequences that there are at any time.
    std::span<const std::string_view> relations = {};
};

}  // namespace retort::plan
