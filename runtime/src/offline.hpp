// Scripts for a database's own command-line client.
#pragma once

#include <retort/migrator.hpp>
#include <retort/plan.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "revisions.hpp"

namespace retort::detail {

/// What the script's database is like before the script.
struct script_start {
    /// The ledger's tables may not be there.
    bool with_ledger_table = false;
    /// The applied revisions, where they are known: the script refuses a database that has others.
    std::optional<std::vector<std::string>> applied = {};
    /// The first step is begun: the statements that the ledger has, and those that are done.
    struct progress {
        std::size_t recorded = 0, done = 0;
    };
    std::optional<progress> begun = {};
};

/// The steps as one script, ledger rows included. Each revision begins with a fence: on a database of another state the
/// client stops with an error, and nothing is changed. Throws E322 for a step in C++.
std::string script_sql(const graph& revisions, database on, std::span<const step> steps, const script_start& from);

}  // namespace retort::detail
