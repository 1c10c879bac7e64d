#include "live.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "../src/text.hpp"
#include "people.hpp"

namespace retort::command {
namespace {

constexpr std::chrono::milliseconds beat{200};

void write_to(std::FILE* file, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), file);
    std::fflush(file);
}

std::size_t columns_of_terminal() {
    winsize size{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
    return size.ws_col;
}

}  // namespace

std::string cut_to(std::string_view text, std::size_t width) {
    std::size_t used = 0, at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t bytes = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        // From U+1000 on a character may be wide; one that is not only leaves room.
        const std::size_t columns = lead >= 0xE1 ? 2 : 1;
        if (used + columns > width) break;
        used += columns;
        at += std::min(bytes, text.size() - at);
    }
    return std::string(text.substr(0, at));
}

std::string live_words(const event& e, database on) {
    const std::string place = e.of ? fmt::format("[{}/{}] {}", e.number, e.count, e.of->revision->id) : std::string();
    if (e.what == event::kind::waiting)
        // SQLite has one lock for everybody who writes. In the middle of a revision it is for something else.
        return fmt::format("waiting for {}{}", detail::fold(e.words),
                           e.statements != 0        ? ""
                           : on == database::sqlite ? ", which writes to this database"
                                                    : ", which migrates this database");
    if (e.what == event::kind::blocked) return fmt::format("waiting for {}", detail::fold(e.words));
    if (e.what == event::kind::retrying) return fmt::format("{}  retrying: {}", place, detail::fold(e.words));
    std::string out = place;
    if (e.statement != 0)
        out += fmt::format("  statement {}/{}  {}", e.statement, e.statements, detail::excerpt(e.sql, 60));
    if (e.what == event::kind::rows) out += "  " + detail::count_of(static_cast<std::size_t>(e.rows), "row");
    return out;
}

live_line::shown live_line::fitting() {
    const char* terminal = std::getenv("TERM");
    const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
    return isatty(STDERR_FILENO) != 0 && !dumb ? shown::on_terminal : shown::as_lines;
}

live_line::live_line(shown how, std::string program, database on) : how_(how), program_(std::move(program)), on_(on) {
    if (how_ == shown::on_terminal) drawer_ = std::thread([this] { draw_again_and_again(); });
}

live_line::~live_line() {
    if (!drawer_.joinable()) return;
    {
        const std::lock_guard hold(mutex_);
        over_ = true;
        erase();
    }
    end_.notify_one();
    drawer_.join();
}

void live_line::on(const event& e) {
    const bool notable =
        e.what == event::kind::waiting || e.what == event::kind::blocked || e.what == event::kind::retrying;
    if (how_ == shown::as_lines && notable)
        write_to(stderr, fmt::format("{}: {}\n", program_, detail::printable(live_words(e, on_))));
    if (how_ != shown::on_terminal) return;
    const std::lock_guard hold(mutex_);
    words_ = e.what == event::kind::done ? std::string() : detail::printable(live_words(e, on_));
    // A backfill goes on with what it is doing; everything else is something new.
    if (e.what != event::kind::rows) since_ = std::chrono::steady_clock::now();
}

void live_line::print(std::string_view text) {
    const std::lock_guard hold(mutex_);
    erase();
    command::print(text);
}

// What is over within a beat is not shown at all.
void live_line::draw_again_and_again() {
    std::unique_lock hold(mutex_);
    while (!end_.wait_for(hold, beat, [this] { return over_; })) draw();
}

void live_line::draw() {
    if (words_.empty()) return erase();
    const auto took =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - since_).count();
    const std::string time = took < 60 ? fmt::format("  {} s", took) : "  " + readable(std::chrono::seconds(took));
    // The last column stays free: some terminals begin a new line after it.
    const std::size_t room = columns_of_terminal() - 1;
    const std::string words = cut_to(words_, room > time.size() ? room - time.size() : 0);
    write_to(stderr, fmt::format("\r\033[K{}{}", words, time));
    drawn_ = true;
}

void live_line::erase() {
    if (std::exchange(drawn_, false)) write_to(stderr, "\r\033[K");
}

}  // namespace retort::command
