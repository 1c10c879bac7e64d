#include "file.hpp"

#include <retort/codegen/plan.hpp>

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace retort::codegen {

namespace fs = std::filesystem;

void write_file(const fs::path& path, const std::string& text) {
    {
        std::ifstream old(path, std::ios::binary);
        std::stringstream content;
        if (old && content << old.rdbuf() && content.str() == text) return;
    }
    std::error_code problem;
    fs::create_directories(path.parent_path(), problem);
    const fs::path beside = path.string() + ".new";
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out << text;
        out.flush();
        if (!out) throw generation_error(fmt::format("cannot write {} [E202]", path.string()));
    }
    fs::rename(beside, path, problem);
    if (problem) throw generation_error(fmt::format("cannot write {}: {} [E202]", path.string(), problem.message()));
}

}  // namespace retort::codegen
