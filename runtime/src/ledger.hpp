// The ledger: retort_revisions is the set of applied revisions, retort_log what was done and undone, in order.
#pragma once

#include <retort/connection.hpp>
#include <retort/migrator.hpp>
#include <retort/plan.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "dialect.hpp"

namespace retort::detail {

struct ledger {
    /// Whether its tables are there; without them nothing is applied.
    bool exists = false;
    /// In the order of application.
    std::vector<applied_revision> rows;

    const applied_revision* find(std::string_view id) const;
};

/// Reads only. Throws `error` E318 for a ledger of another shape.
ledger read_ledger(connection& db, std::string_view schema);

/// Makes the ledger's tables, in the open transaction.
void create_ledger(connection& db);

/// The statements that write a step down, each ending in ";\n". `author` and `duration` are SQL expressions.
std::string record_sql(const dialect& words, const plan::history& history, const step& taken, std::string_view author,
                       std::string_view duration);

/// "user@host (pid N)" of this process.
std::string this_process();

/// "retort 0.1.0".
std::string_view tool_version();

}  // namespace retort::detail
