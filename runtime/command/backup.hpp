// The commands backup and restore.
#pragma once

#include <retort/plan.hpp>

#include "arguments.hpp"

namespace retort::command {

int backup(const arguments& args, const plan::history& history);
int restore(const arguments& args, const plan::history& history);

}  // namespace retort::command
