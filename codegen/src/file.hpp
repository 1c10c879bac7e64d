// Files that the generator writes.
#pragma once

#include <filesystem>
#include <string>

namespace retort::codegen {

/// Leaves the file alone when it contains `text` already, so that nothing is rebuilt for it; else writes beside it and
/// renames, so that nobody sees half of it. `lasting` waits until it is on the disk: for what nobody can generate
/// again. Throws `generation_error` E202.
void write_file(const std::filesystem::path& path, const std::string& text, bool lasting = false);

}  // namespace retort::codegen
