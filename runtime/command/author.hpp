// Commands that write a migration: the generator does it, which knows the declarations.
#pragma once

#include <retort/command.hpp>
#include <string>

#include "arguments.hpp"

namespace retort::command {

/// Becomes the generator; returns only where that is impossible, by throwing E327.
int author(const arguments& args, const std::string& program, const build_tree& built);

}  // namespace retort::command
