// The commands that change a database: upgrade, downgrade, apply, rollback, stamp.
#pragma once

#include <retort/plan.hpp>

#include <string>

#include "arguments.hpp"

namespace retort::command {

/// Upgrade, downgrade, apply or rollback, or what it would do; returns the exit code.
int take_steps(const arguments& args, const plan::history& history, const std::string& program);

int stamp(const arguments& args, const plan::history& history, const std::string& program);

}  // namespace retort::command
