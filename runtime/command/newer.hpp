// Whether the sources have gone on since the program was built.
#pragma once

#include <retort/command.hpp>

#include <string>

namespace retort::command {

/// A sentence that names the migrations, or the schema's header, that are newer than the build or not in it; empty
/// where there are none, and where the sources are not on this machine.
std::string newer_than_build(const build_tree& built, const plan::history& history);

}  // namespace retort::command
