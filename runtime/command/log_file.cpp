#include "log_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>

#include "../src/ledger.hpp"
#include "../src/text.hpp"
#include "people.hpp"

namespace retort::command {
namespace {

// "2026-11-21T15:01:02.123Z"
std::string now() {
    using namespace std::chrono;
    const auto moment = system_clock::now();
    const std::time_t seconds = system_clock::to_time_t(moment);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &utc);
    const auto parts = duration_cast<milliseconds>(moment.time_since_epoch()).count() % 1000;
    return fmt::format("{}.{:03}Z", text.data(), parts);
}

constexpr std::size_t longest = 2000;  // Of a statement's text: rows of reference data would fill the file.

}  // namespace

log_file::log_file(const std::string& path) : path_(path) {
    if (path.empty()) return;
    file_ = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0)
        throw error("E325", fmt::format("the log file {} cannot be opened: {}", path, std::strerror(errno)),
                    "nothing was changed; name a file that this user may write to");
}

log_file::~log_file() {
    if (file_ >= 0) close(file_);
}

// One write a line: lines of several processes do not mix.
void log_file::line(std::string_view text) {
    if (file_ < 0) return;
    const std::string whole = fmt::format("{} [{}] {}\n", now(), getpid(), detail::printable(detail::fold(text)));
    std::string_view rest = whole;
    while (!rest.empty()) {
        const ssize_t written = write(file_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            if (trouble_.empty()) trouble_ = std::strerror(errno);
            return;
        }
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
}

void log_file::begins(std::string_view what) {
    line(fmt::format("run starts: {}, by {}, {}", what, detail::this_process(), detail::tool_version()));
    if (!trouble_.empty())
        throw error("E325", fmt::format("the log file {} cannot be written: {}", path_, trouble_),
                    "nothing was changed; name a file that this user may write to");
}

void log_file::on(const event& e) {
    if (file_ < 0) return;
    const std::string place = e.of ? fmt::format("{}/{} {} {}", e.number, e.count, e.of->revision->id,
                                                 e.of->direction == direction::up ? "up" : "down")
                                   : std::string();
    const std::string statement = fmt::format("{}: statement {}/{}", place, e.statement, e.statements);
    switch (e.what) {
        case event::kind::waiting:
            return line(fmt::format("{}{}waiting for {}", place, place.empty() ? "" : ": ", e.words));
        case event::kind::began:
            begun_.clear();
            rows_.clear();
            return line(place + ": begins");
        case event::kind::statement:
            begun_[e.statement] = e.elapsed;
            return line(fmt::format("{}: {}", statement, detail::excerpt(e.sql, longest)));
        case event::kind::rows: rows_[e.statement] = e.rows; return;
        case event::kind::ran: {
            const std::int64_t rows = rows_[e.statement];
            return line(fmt::format("{} took {}{}", statement, readable(e.elapsed - begun_[e.statement]),
                                    rows ? ", " + detail::count_of(static_cast<std::size_t>(rows), "row") : ""));
        }
        case event::kind::blocked: return line(fmt::format("waiting for {}", e.words));
        case event::kind::retrying: return line(fmt::format("{}: retrying: {}", place, e.words));
        case event::kind::done: return line(fmt::format("{}: done in {}", place, readable(e.of->duration)));
    }
}

void log_file::failed(const error& e) {
    line(fmt::format("error: {}", e.what()));
    if (!e.statement().empty()) line(fmt::format("error: the whole statement: {}", e.statement()));
}

void log_file::ends(std::string_view how) { line(fmt::format("run ends: {}", how)); }

}  // namespace retort::command
