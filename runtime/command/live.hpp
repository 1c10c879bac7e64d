// What a person sees while a run takes its time: one line of the terminal, drawn again and again.
#pragma once

#include <retort/migrator.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace retort::command {

/// The line is on standard error, so that standard output can go elsewhere. Where standard error is no terminal there
/// is none, and only what a reader of the output has to know is said, a line each: waiting, and trying again.
class live_line {
public:
    enum class shown { on_terminal, as_lines, not_at_all };
    /// What suits the present standard error.
    static shown fitting();

    live_line(shown how, std::string program, database on);
    live_line(const live_line&) = delete;
    live_line& operator=(const live_line&) = delete;
    /// Takes the line away.
    ~live_line();

    void on(const event& e);
    /// Writes to standard output, with the line out of the way.
    void print(std::string_view text);

private:
    void draw_again_and_again();
    void draw();
    void erase();

    const shown how_;
    const std::string program_;
    const database on_;
    std::mutex mutex_;
    // What follows is shared with the thread that draws.
    std::string words_;
    std::chrono::steady_clock::time_point since_;
    bool drawn_ = false;
    bool over_ = false;
    std::condition_variable end_;
    std::thread drawer_;
};

/// What the line says of `e`, without the time.
std::string live_words(const event& e, database on);

/// At most `width` columns of `text`, as a terminal shows them: wide characters are two.
std::string cut_to(std::string_view text, std::size_t width);

}  // namespace retort::command
