// What the commands have to say, before it is worded for people or as JSON.
#pragma once

#include <retort/migrator.hpp>
#include <retort/plan.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../src/revisions.hpp"

namespace retort::command {

/// How a revision stands in the database. `edited`: applied with another checksum; `unknown`: applied, but not in this
/// history; `begun`: a run has begun to apply or to undo it, and not finished.
enum class mark { pending, applied, edited, unknown, begun };

std::string_view name_of(mark which);

struct entry {
    std::string id;
    /// Null for an unknown one.
    const plan::revision* revision = nullptr;
    bool head = false;
    bool current = false;
    /// Nothing where no database was looked at.
    std::optional<retort::command::mark> mark;
    std::optional<applied_revision> row;
};

/// The history, and how much of it one database has.
struct overview {
    std::string schema;
    /// The database's URL without secrets; nothing where none was looked at.
    std::optional<std::string> database;
    /// False for an SQLite file that does not exist yet.
    bool exists = true;
    std::vector<std::string> current;
    std::vector<std::string> heads;
    std::vector<entry> entries;
    std::size_t applied = 0;
    /// The one that was begun is among these.
    std::size_t pending = 0;
    std::optional<unfinished_revision> begun;
    /// One sentence with a code for each applied revision that is edited or unknown.
    std::vector<std::string> problems;
};

/// `rows` is the ledger, or null where there is no database; `begun` is what a run has left unfinished.
overview look(const detail::graph& revisions, const std::vector<applied_revision>* rows,
              const std::optional<unfinished_revision>& begun = {});

/// What a run has done.
struct run_report {
    std::string schema;
    std::string database;
    retort::direction direction = retort::direction::up;
    std::vector<step> steps;
    retort::database kind = retort::database::sqlite;
    /// What was there to be destroyed, as it was before the run.
    std::vector<loss> losses;
    /// The file of the backup that was taken before; empty where none was.
    std::string backup;
    std::vector<std::string> current;
};

/// What a stamp has changed in the ledger: up is entered, down is taken out.
struct stamp_report {
    std::string schema;
    std::string database;
    std::vector<step> steps;
    /// Revisions that the build does not know, which were removed.
    std::vector<std::string> purged;
    std::vector<std::string> current;
};

struct verify_report {
    std::string schema;
    std::string database;
    std::vector<std::string> problems;
    /// Revisions that were stamped, so that nothing has compared their tables with what they make.
    std::vector<std::string> stamped;
    std::vector<std::string> current;
};

/// What a statement of a plan does, as SQL or as a comment.
std::string statement_text(const plan::statement& s);

/// "table orders" or "column orders.vin".
std::string described(std::string_view destroyed);

}  // namespace retort::command
