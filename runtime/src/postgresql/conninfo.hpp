// libpq's connection strings.
#pragma once

#include <string>

#include "../url.hpp"

namespace retort::detail {

/// What the URL says, for the driver or, without any secret, for the arguments of PostgreSQL's programs.
std::string conninfo_of(const url& where, bool with_secrets = true);

}  // namespace retort::detail
