#include "people.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "../src/text.hpp"

namespace retort::command {
namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += fmt::format("{}{}", out.empty() ? "" : ", ", part);
    return out;
}

bool among(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::size_t widest(const std::vector<entry>& entries) {
    std::size_t width = 0;
    for (const entry& e : entries) width = std::max(width, e.id.size());
    return width;
}

std::string painted_mark(mark which, const style& in) {
    const std::string text = fmt::format("{:<7}", name_of(which));
    if (which == mark::applied) return in.good(text);
    return which == mark::pending ? in.waiting(text) : in.bad(text);
}

std::string at_text(const overview& of) {
    if (of.current.empty()) return "base (nothing applied)";
    std::string out;
    for (const std::string& id : of.current)
        out += fmt::format("{}{}{}", out.empty() ? "" : ", ", id, among(of.heads, id) ? " (head)" : "");
    return out;
}

std::string without_trailing_blanks(std::string line) {
    while (!line.empty() && line.back() == ' ') line.pop_back();
    return line + '\n';
}

std::string destroys_list(const plan::script& script) {
    std::string out;
    for (const std::string_view what : script.destroys)
        out += fmt::format("{}{}", out.empty() ? "" : ", ", described(what));
    return out;
}

void append_script(std::string& out, std::string_view heading, const plan::script& script, const style& in) {
    out += fmt::format("\n{}\n", in.faint(fmt::format("-- {}", heading)));
    if (!script.irreversible.empty()) {
        out += in.bad(fmt::format("-- cannot be taken: {}", detail::fold(script.irreversible))) + '\n';
        return;
    }
    for (const plan::statement& s : script.statements) out += fmt::format("{};\n", statement_text(s));
    if (script.statements.empty()) out += "-- nothing to run\n";
}

}  // namespace

style style::of_stdout() {
    const char* off = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
    return style(isatty(STDOUT_FILENO) != 0 && (off == nullptr || *off == '\0') && !dumb);
}

std::string style::painted(std::string_view code, std::string_view text) const {
    return coloured_ ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
}

std::string readable(std::chrono::microseconds duration) {
    const double ms = static_cast<double>(duration.count()) / 1000.0;
    if (ms < 10) return fmt::format("{:.1f} ms", ms);
    if (ms < 1000) return fmt::format("{:.0f} ms", ms);
    if (ms < 60000) return fmt::format("{:.1f} s", ms / 1000);
    const auto seconds = duration.count() / 1000000;
    return fmt::format("{} min {} s", seconds / 60, seconds % 60);
}

std::string status_text(const overview& of, const style& in) {
    std::string out = fmt::format("schema    {}\n", of.schema);
    out += fmt::format("database  {}{}\n", of.database.value_or(""),
                       of.exists ? "" : " (not there yet; upgrade makes it)");
    out += fmt::format("current   {}\n", in.strong(at_text(of)));
    out += fmt::format("applied   {} of {}{}\n\n", of.applied, of.applied + of.pending,
                       of.pending ? fmt::format(", {} pending", of.pending) : "");
    const std::size_t width = widest(of.entries);
    std::size_t by_width = 0;
    const auto by = [](const entry& e) {
        // Who, without the process id, which says nothing any more.
        return e.row ? e.row->applied_by.substr(0, e.row->applied_by.find(" (pid ")) : std::string();
    };
    for (const entry& e : of.entries) by_width = std::max(by_width, by(e).size());
    for (const entry& e : of.entries) {
        const std::string when = e.row ? e.row->applied_at.substr(0, 19) + " UTC" : "";
        out += without_trailing_blanks(fmt::format("  {}  {:<{}}  {:<{}}  {:<{}}  {}", painted_mark(*e.mark, in), e.id,
                                                   width, when, of.applied ? 23 : 0, by(e), by_width,
                                                   e.revision ? detail::fold(e.revision->message) : ""));
    }
    for (const std::string& problem : of.problems) out += fmt::format("\n{} {}\n", in.bad("problem:"), problem);
    if (of.problems.empty())
        out += of.pending ? fmt::format("\n{} pending: run upgrade\n", detail::count_of(of.pending, "revision"))
                          : "\nup to date\n";
    return out;
}

std::string history_text(const overview& of, const style& in) {
    std::string out;
    const std::size_t width = widest(of.entries);
    std::string_view previous;
    for (const entry& e : of.entries) {
        std::string notes;
        const auto note = [&](std::string_view text) { notes += fmt::format("{}{}", notes.empty() ? "" : ", ", text); };
        if (e.head) note("head");
        if (e.current) note("current");
        std::string revises;
        if (e.revision) {
            const auto& parents = e.revision->parents;
            const bool follows = parents.empty() ? previous.empty() : parents.size() == 1 && parents[0] == previous;
            if (!follows) revises = parents.empty() ? "revises nothing" : "revises " + detail::join(parents);
            previous = e.revision->id;
        }
        if (!revises.empty()) note(revises);
        const std::string mark = e.mark ? painted_mark(*e.mark, in) + "  " : "";
        out += without_trailing_blanks(
            fmt::format("  {}{:<{}}  {}{}{}", mark, e.id, width, e.revision ? detail::fold(e.revision->message) : "",
                        e.revision && !e.revision->message.empty() && !notes.empty() ? "  " : "",
                        notes.empty() ? "" : in.strong(fmt::format("({})", notes))));
    }
    if (of.entries.empty()) out += "the history has no revisions\n";
    return out;
}

std::string current_text(const overview& of, const style&) {
    if (of.current.empty()) return "base (nothing applied)\n";
    std::string out;
    for (const std::string& id : of.current) out += fmt::format("{}{}\n", id, among(of.heads, id) ? " (head)" : "");
    return out;
}

std::string heads_text(const overview& of, const style&) {
    std::string out;
    for (const entry& e : of.entries)
        if (e.head)
            out += without_trailing_blanks(
                fmt::format("{} (head)  {}", e.id, e.revision ? detail::fold(e.revision->message) : ""));
    return out;
}

std::string show_text(const detail::graph& revisions, std::size_t which, database on, const style& in) {
    const plan::revision& r = revisions[which];
    std::string out = in.strong(r.id) + (r.message.empty() ? "" : "  " + detail::fold(r.message)) + '\n';
    const auto field = [&](std::string_view name, std::string_view content) {
        out += fmt::format("  {:<10}  {}\n", name, content);
    };
    std::vector<std::string> children;
    for (const std::size_t c : revisions.children(which)) children.emplace_back(revisions[c].id);
    field("parents", r.parents.empty() ? "none, it is the first" : detail::join(r.parents));
    field("children", children.empty() ? "none, it is a head" : joined(children));
    field("checksum", r.checksum);
    for (std::size_t i = 0; i < r.operations.size(); ++i)
        field(i == 0 ? "operations" : "", detail::fold(r.operations[i]));
    const plan::route& route = detail::route_of(r, on);
    field("upgrade", route.up.destroys.empty() ? "destroys nothing" : "destroys " + destroys_list(route.up));
    field("downgrade", !route.down.irreversible.empty() ? "impossible: " + detail::fold(route.down.irreversible)
                       : route.down.destroys.empty()    ? "destroys nothing"
                                                        : "destroys " + destroys_list(route.down));
    append_script(out, fmt::format("upgrade on {}", name_of(on)), route.up, in);
    append_script(out, fmt::format("downgrade on {}", name_of(on)), route.down, in);
    return out;
}

std::string destroys_text(const std::vector<step>& steps, database on, const style& in) {
    constexpr std::size_t widest = 70;  // A longer list does not push the others' revisions out of sight.
    std::vector<std::pair<std::string, std::string_view>> lines;
    std::size_t width = 0;
    for (const step& s : steps) {
        const plan::script& script = detail::script_of(s, on);
        if (script.destroys.empty()) continue;
        lines.emplace_back(destroys_list(script), s.revision->id);
        if (const std::size_t size = lines.back().first.size(); size <= widest) width = std::max(width, size);
    }
    std::string out;
    for (const auto& [what, id] : lines)
        out += fmt::format("  destroys: {}{:{}}  ({})\n", in.bad(what), "", width - std::min(width, what.size()), id);
    return out.empty() ? out : out + '\n';
}

std::string step_text(const step& done, std::size_t width, const style& in) {
    return fmt::format("  {}  {:<{}}  {:>8}\n", in.good(done.direction == direction::up ? "up  " : "down"),
                       done.revision->id, width, readable(done.duration));
}

std::string closing_text(const run_report& of, const style& in) {
    const std::string at = of.current.empty() ? "base" : joined(of.current);
    if (of.steps.empty()) return fmt::format("nothing to do: {} is at {}\n", of.schema, in.strong(at));
    return fmt::format("{} is at {} ({} {})\n", of.schema, in.strong(at), of.steps.size(),
                       of.direction == direction::up ? "applied" : "undone");
}

void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void print_error(std::string_view program, std::string_view message) {
    const std::string line = fmt::format("{}: error: {}\n", program, message);
    std::fflush(stdout);
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace retort::command
