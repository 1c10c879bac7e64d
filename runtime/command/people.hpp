// The commands' output as people read it. Functions return text; only those named print write.
#pragma once

#include <retort/error.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "report.hpp"

namespace retort::command {

/// Colour codes, or nothing: colour is for terminals, and only where NO_COLOR is unset.
class style {
public:
    /// Decide by what the text is written to, and the environment.
    static style of_stdout();
    static style of_stderr();
    explicit style(bool coloured) : coloured_(coloured) {}
    std::string good(std::string_view text) const { return painted("32", text); }
    std::string bad(std::string_view text) const { return painted("31", text); }
    std::string waiting(std::string_view text) const { return painted("33", text); }
    std::string strong(std::string_view text) const { return painted("1", text); }
    std::string faint(std::string_view text) const { return painted("2", text); }

private:
    std::string painted(std::string_view code, std::string_view text) const;
    bool coloured_;
};

/// "0.4 ms", "12 ms", "1.2 s", "3 min 4 s".
std::string readable(std::chrono::microseconds duration);

std::string status_text(const overview& of, const style& in);
std::string history_text(const overview& of, const style& in);
std::string current_text(const overview& of, const style& in);
std::string heads_text(const overview& of, const style& in);
std::string show_text(const detail::graph& revisions, std::size_t which, database on, const style& in);

/// What the coming steps will destroy, a line each; empty where nothing is.
std::string losses_text(const std::vector<loss>& losses, const style& in);
/// "2 rows", "1 value"; "does not exist yet under this name".
std::string amount_of(const loss& l);
/// "started by an earlier run and not finished: 2 statements of its upgrade are done".
std::string begun_words(const unfinished_revision& of);
/// The line of a step that is done; ids are padded to `width`.
std::string step_text(const step& done, std::size_t width, const style& in);
std::string closing_text(const run_report& of, const style& in);
std::string stamp_text(const stamp_report& of, const style& in);
std::string verify_text(const verify_report& of, const style& in);
std::string log_text(std::vector<log_entry> entries, const style& in);

/// The overview as a terminal can show it: see detail::printable.
overview printable(overview of);

/// Writes to standard output. A failure is kept for print_trouble(), because a run goes on without its readers.
void print(std::string_view text);
/// errno of the first print() that failed, also of what was only buffered; else 0.
int print_trouble();
/// "PROGRAM: error: MESSAGE" on standard error.
void print_error(std::string_view program, std::string_view message);
/// "PROGRAM: note: MESSAGE" on standard error.
void print_note(std::string_view program, std::string_view message);

}  // namespace retort::command
