// Files that the generator writes.
#pragma once

#include <filesystem>
#include <string>

namespace retort::codegen {

/// Leaves the file alone when it holds `text` already, so that nothing is rebuilt for it; else writes beside it and
/// renames, so that nobody sees half of it. Throws `generation_error` E202.
void write_file(const std::filesystem::path& path, const std::string& text);

}  // namespace retort::codegen
