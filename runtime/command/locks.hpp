// Which locks a statement takes, as far as its words tell.
#pragma once

#include <retort/plan.hpp>

#include <optional>
#include <string>
#include <vector>

namespace retort::command {

struct lock {
    /// A table, or what else is locked.
    std::string on;
    /// PostgreSQL's name of the mode; on MariaDB what the statement demands of the server.
    std::string mode;
};

/// Nothing where the words do not tell; an empty list where no lock matters to others.
std::optional<std::vector<lock>> locks_of(const plan::statement& s, database on);

}  // namespace retort::command
