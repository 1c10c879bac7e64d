#include "file.hpp"

#include <retort/codegen/plan.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string_view>

namespace retort::codegen {

namespace fs = std::filesystem;

namespace {

/// Writes the whole file; returns why it could not, and then leaves none.
std::string written(const fs::path& path, const std::string& text, bool lasting) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) return std::strerror(errno);
    std::string_view rest = text;
    int why = 0;
    while (!rest.empty() && why == 0) {
        const ssize_t size = ::write(file, rest.data(), rest.size());
        if (size >= 0)
            rest.remove_prefix(static_cast<std::size_t>(size));
        else if (errno != EINTR)
            why = errno;
    }
    if (why == 0 && lasting && fsync(file) != 0) why = errno;
    if (close(file) != 0 && why == 0) why = errno;
    if (why == 0) return {};
    unlink(path.c_str());
    return std::strerror(why);
}

}  // namespace

void write_file(const fs::path& path, const std::string& text, bool lasting) {
    {
        std::ifstream old(path, std::ios::binary);
        std::stringstream content;
        if (old && content << old.rdbuf() && content.str() == text) return;
    }
    std::error_code problem;
    fs::create_directories(path.parent_path(), problem);
    const fs::path beside = path.string() + ".new";
    std::string why = written(beside, text, lasting);
    // A file keeps who may read it.
    const fs::file_status old = fs::status(path, problem);
    if (why.empty() && fs::is_regular_file(old)) fs::permissions(beside, old.permissions(), problem);
    problem.clear();
    if (why.empty()) fs::rename(beside, path, problem);
    if (problem) {
        why = problem.message();
        fs::remove(beside, problem);
    }
    if (why.empty()) return;
    throw generation_error(fmt::format("cannot write {}: {} [E202]", path.string(), why));
}

}  // namespace retort::codegen
