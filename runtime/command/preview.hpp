// What a run would do, for --dry-run.
#pragma once

#include <retort/migrator.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "people.hpp"

namespace retort::command {

struct lock {
    /// A table, or what else is locked.
    std::string on;
    /// PostgreSQL's name of the mode; on MariaDB what the statement demands of the server.
    std::string mode;
};

struct previewed_statement {
    const plan::statement* statement = nullptr;
    /// From 1; statements of one transaction have the same. 0: it runs by itself, outside of any.
    std::size_t transaction = 0;
    /// An earlier run has done it.
    bool is_done = false;
    /// The lines of the revision's operations that it belongs to.
    std::span<const std::string_view> operations;
    /// Nothing where they are not known; an empty list where no lock matters to others.
    std::optional<std::vector<lock>> locks;
};

struct previewed_step {
    step taken;
    std::vector<previewed_statement> statements;
    /// How many transactions it takes; the last one also writes the ledger.
    std::size_t transactions = 1;
    /// SQLite: tables that are made anew.
    std::span<const std::string_view> rebuilds;
    /// The release that it needs, where the database's is older.
    std::string_view needs;
    /// Nothing where no earlier run has begun it.
    std::optional<unfinished_revision> begun;
    std::vector<loss> losses;
};

struct preview {
    std::string schema;
    std::string database;
    retort::database kind = retort::database::sqlite;
    retort::direction direction = retort::direction::up;
    std::vector<previewed_step> steps;
};

/// Only reads.
preview look_ahead(connection& db, const plan::history& history, direction way, const std::vector<step>& steps);

std::string preview_text(const preview& of, const style& in);

}  // namespace retort::command
