#include "people.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "../src/text.hpp"

namespace retort::command {
namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += fmt::format("{}{}", out.empty() ? "" : ", ", detail::printable(part));
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
    return which == mark::pending || which == mark::begun ? in.waiting(text) : in.bad(text);
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
    for (std::size_t i = 0; i < script.destroys.size(); ++i) {
        const std::string_view why = script.approval(i);
        out += fmt::format("{}{}{}", out.empty() ? "" : ", ", described(script.destroys[i]),
                           why.empty() ? std::string() : fmt::format(" (approved: {})", detail::fold(why)));
    }
    return out;
}

/// What a direction destroys, and the rows that stop it before it changes anything.
std::string effect_of(const plan::script& script) {
    std::string out = script.destroys.empty() ? "destroys nothing" : "destroys " + destroys_list(script);
    for (const plan::statement& s : script.statements)
        if (!s.precheck.empty()) out += fmt::format("; stops if {}", s.precheck);
    return out;
}

void append_script(std::string& out, std::string_view heading, const plan::script& script, const style& in) {
    out += fmt::format("\n{}\n", in.faint(fmt::format("-- {}", heading)));
    if (!script.irreversible.empty()) {
        out += in.bad(fmt::format("-- cannot be run: {}", detail::fold(script.irreversible))) + '\n';
        return;
    }
    for (const plan::statement& s : script.statements) out += fmt::format("{};\n", statement_text(s));
    if (script.statements.empty()) out += "-- nothing to run\n";
}

}  // namespace

static bool takes_colour(int file) {
    const char* off = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
    return isatty(file) != 0 && (off == nullptr || *off == '\0') && !dumb;
}

style style::of_stdout() { return style(takes_colour(STDOUT_FILENO)); }
style style::of_stderr() { return style(takes_colour(STDERR_FILENO)); }

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

std::string status_text(const overview& given, const style& in) {
    const overview of = printable(given);
    std::string out = fmt::format("schema    {}\n", of.schema);
    out += fmt::format("database  {}{}\n", of.database.value_or(""),
                       of.exists ? "" : " (does not exist; upgrade creates it)");
    out += fmt::format("current   {}\n", in.strong(at_text(of)));
    out += fmt::format("applied   {} of {}{}\n", of.applied, of.applied + of.pending,
                       of.pending ? fmt::format(", {} pending", of.pending) : "");
    if (of.begun) out += fmt::format("begun     {}: {}\n", in.waiting(of.begun->id), begun_words(*of.begun));
    out += '\n';
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
        out += of.begun     ? fmt::format("\n{} is not finished: run upgrade or downgrade to continue\n", of.begun->id)
               : of.pending ? fmt::format("\n{} pending: run upgrade{}\n", detail::count_of(of.pending, "revision"),
                                          of.heads.size() > 1 ? " heads" : "")
                            : "\nup to date\n";
    return out;
}

std::string history_text(const overview& given, const style& in) {
    const overview of = printable(given);
    std::string out;
    const std::size_t width = widest(of.entries);
    const plan::revision* previous = nullptr;
    for (const entry& e : of.entries) {
        std::string notes;
        const auto note = [&](std::string_view text) { notes += fmt::format("{}{}", notes.empty() ? "" : ", ", text); };
        if (e.head) note("head");
        if (e.current) note("current");
        std::string revises;
        if (e.revision) {
            const auto& parents = e.revision->parents;
            // Behind a checkpoint stands what revises the last that it replaces.
            const bool follows = parents.empty()
                                     ? previous == nullptr
                                     : parents.size() == 1 && previous != nullptr &&
                                           (parents[0] == previous->id ||
                                            (!previous->replaces.empty() && parents[0] == previous->replaces.back()));
            if (!follows) revises = parents.empty() ? "revises nothing" : "revises " + detail::join(parents);
            previous = e.revision;
        }
        if (!revises.empty()) note(revises);
        if (e.revision && !e.revision->replaces.empty())
            note(fmt::format("replaces {} to {}", e.revision->replaces.front(), e.revision->replaces.back()));
        const std::string mark = e.mark ? painted_mark(*e.mark, in) + "  " : "";
        out += without_trailing_blanks(
            fmt::format("  {}{:<{}}  {}{}{}", mark, e.id, width, e.revision ? detail::fold(e.revision->message) : "",
                        e.revision && !e.revision->message.empty() && !notes.empty() ? "  " : "",
                        notes.empty() ? "" : in.strong(fmt::format("({})", notes))));
    }
    if (of.entries.empty()) out += "the history has no revisions\n";
    return out;
}

std::string current_text(const overview& given, const style&) {
    const overview of = printable(given);
    std::string out;
    for (const std::string& id : of.current) out += fmt::format("{}{}\n", id, among(of.heads, id) ? " (head)" : "");
    if (of.current.empty()) out = "base (nothing applied)\n";
    if (of.begun) out += fmt::format("{} ({})\n", of.begun->id, begun_words(*of.begun));
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
    field("parents", r.parents.empty() ? "none (first revision)" : detail::join(r.parents));
    if (!r.replaces.empty()) field("replaces", detail::join(r.replaces));
    field("children", children.empty() ? "none (head)" : joined(children));
    field("checksum", r.checksum);
    for (std::size_t i = 0; i < r.operations.size(); ++i)
        field(i == 0 ? "operations" : "", detail::fold(r.operations[i]));
    const plan::route& route = detail::route_of(r, on);
    field("upgrade", effect_of(route.up));
    field("downgrade", !route.down.irreversible.empty() ? "impossible: " + detail::fold(route.down.irreversible)
                                                        : effect_of(route.down));
    append_script(out, fmt::format("upgrade on {}", name_of(on)), route.up, in);
    append_script(out, fmt::format("downgrade on {}", name_of(on)), route.down, in);
    for (const plan::alternative& a : route.alternatives) {
        std::vector<std::string> words;
        for (const std::string_view id : route.concurrent) {
            const bool there = std::find(a.applied.begin(), a.applied.end(), id) != a.applied.end();
            words.push_back(fmt::format("{}{}", there ? "" : "not ", id));
        }
        const std::string with = fmt::format(" with {}", joined(words));
        append_script(out, fmt::format("upgrade on {}{}", name_of(on), with), a.up, in);
        append_script(out, fmt::format("downgrade on {}{}", name_of(on), with), a.down, in);
    }
    return out;
}

std::string amount_of(const loss& l) {
    if (l.rows == loss::not_countable) return "unknown amount";
    if (l.rows < 0) return "does not exist yet under this name";
    return detail::count_of(static_cast<std::size_t>(l.rows), l.name.find('.') == std::string::npos ? "row" : "value");
}

std::string losses_text(const std::vector<loss>& losses, const style& in) {
    constexpr std::size_t widest = 70;  // A longer name does not push the others' revisions out of sight.
    std::size_t width = 0;
    const auto text_of = [](const loss& l) { return fmt::format("{}, {}", described(l.name), amount_of(l)); };
    for (const loss& l : losses)
        if (const std::size_t size = text_of(l).size(); size <= widest) width = std::max(width, size);
    std::string out;
    for (const loss& l : losses) {
        const std::string text = text_of(l);
        out += fmt::format(
            "  destroys: {}{:{}}  ({}{})\n", in.bad(text), "", width - std::min(width, text.size()), l.revision->id,
            l.approval.empty() ? std::string() : fmt::format(", approved: {}", detail::fold(l.approval)));
    }
    return out;
}

std::string begun_words(const unfinished_revision& of) {
    return fmt::format("started by an earlier run and not finished: {} of its {} {} done",
                       detail::count_of(of.statements, "statement"),
                       of.direction == direction::up ? "upgrade" : "downgrade", of.statements == 1 ? "is" : "are");
}

std::string step_text(const step& done, std::size_t width, const style& in) {
    return fmt::format("  {}  {:<{}}  {:>8}\n", in.good(done.direction == direction::up ? "up  " : "down"),
                       done.revision->id, width, readable(done.duration));
}

std::string closing_text(const run_report& of, const style& in) {
    const std::string at = of.current.empty() ? "base" : joined(of.current);
    if (of.steps.empty()) return fmt::format("nothing to do: {} is at {}\n", of.schema, in.strong(at));
    return fmt::format("{} is at {} ({} {})\n", of.schema, in.strong(at), of.steps.size(),
                       of.direction == direction::up ? "applied" : "reverted");
}

std::string stamp_text(const stamp_report& of, const style& in) {
    std::string out;
    std::size_t entered = 0;
    for (const step& s : of.steps) {
        const bool in_it = s.direction == direction::up;
        entered += in_it ? 1 : 0;
        out += fmt::format("  {}  {}\n", in_it ? in.good("entered  ") : in.waiting("removed  "), s.revision->id);
    }
    for (const std::string& id : of.purged)
        out +=
            fmt::format("  {}  {}, which this build does not know\n", in.waiting("purged   "), detail::printable(id));
    const std::string at = of.current.empty() ? "base" : joined(of.current);
    if (out.empty()) return fmt::format("nothing to do: {} is at {}\n", of.schema, in.strong(at));
    return out + fmt::format("{} is at {} ({} entered, {} removed, nothing was run)\n", of.schema, in.strong(at),
                             entered, of.steps.size() - entered + of.purged.size());
}

std::string verify_text(const verify_report& of, const style& in) {
    const std::string at = of.current.empty() ? "base" : joined(of.current);
    if (of.problems.empty() && of.stamped.empty())
        return fmt::format("no problems: {} is at {}\n", of.schema, in.strong(at));
    if (of.problems.empty())
        return fmt::format(
            "{}: {} is at {}, but {} stamped but not run ({}): the tables were not compared with what {} creates\n",
            in.waiting("no changes since the last run"), of.schema, in.strong(at),
            of.stamped.size() == 1 ? "1 revision was" : fmt::format("{} revisions were", of.stamped.size()),
            joined(of.stamped), of.stamped.size() == 1 ? "it" : "each of them");
    std::string out;
    for (const std::string& problem : of.problems)
        out += fmt::format("{} {}\n", in.bad("problem:"), detail::printable(problem));
    return out;
}

std::string log_text(std::vector<log_entry> entries, const style& in) {
    if (entries.empty()) return "the log is empty\n";
    for (log_entry& e : entries)
        for (std::string* text : {&e.run, &e.revision, &e.direction, &e.outcome, &e.done_by, &e.done_at})
            *text = detail::printable(*text);
    const auto by = [](const log_entry& e) { return e.done_by.substr(0, e.done_by.find(" (pid ")); };
    // What failed says so in words that are longer than a column.
    const auto is_done = [](const log_entry& e) { return e.outcome == "done" || e.outcome == "done: taken out"; };
    const auto outcome = [&](const log_entry& e) { return is_done(e) ? e.outcome : std::string("failed"); };
    const auto took = [](const log_entry& e) { return e.duration.count() ? readable(e.duration) : std::string("-"); };
    std::size_t run = 3, revision = 8, result = 7, time = 4;
    for (const log_entry& e : entries) {
        run = std::max(run, e.run.size());
        revision = std::max(revision, e.revision.size());
        result = std::max(result, outcome(e).size());
        time = std::max(time, took(e).size());
    }
    const auto line = [&](std::string_view when, std::string_view which, std::string_view way, std::string_view id,
                          std::string_view how, std::string_view duration, std::string_view who) {
        return fmt::format("{:<23}  {:<{}}  {:<9}  {:<{}}  {:<{}}  {:>{}}  {}", when, which, run, way, id, revision,
                           how, result, duration, time, who);
    };
    std::string out = in.faint(line("when", "run", "direction", "revision", "outcome", "took", "who")) + '\n';
    for (const log_entry& e : entries) {
        const std::string text =
            line(e.done_at.substr(0, 19) + " UTC", e.run, e.direction, e.revision, outcome(e), took(e), by(e));
        out += (is_done(e) ? text : in.bad(text)) + '\n';
        if (!is_done(e)) out += fmt::format("    {}\n", e.outcome);
    }
    return out;
}

overview printable(overview of) {
    using detail::printable;
    const auto all = [](std::vector<std::string>& texts) {
        for (std::string& text : texts) text = printable(text);
    };
    if (of.database) of.database = printable(*of.database);
    all(of.current);
    all(of.heads);
    all(of.problems);
    for (entry& e : of.entries) {
        e.id = printable(e.id);
        if (!e.row) continue;
        for (std::string* text : {&e.row->id, &e.row->checksum, &e.row->applied_at, &e.row->applied_by})
            *text = printable(*text);
    }
    if (of.begun) of.begun->id = printable(of.begun->id);
    return of;
}

static int trouble = 0;

void print(std::string_view text) {
    if (trouble != 0) return;
    errno = 0;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        trouble = errno != 0 ? errno : EIO;
}

int print_trouble() {
    if (trouble != 0) return trouble;
    // Some file systems tell only at the end that there is no room.
    const int copy = dup(STDOUT_FILENO);
    if (copy >= 0 && close(copy) != 0) trouble = errno;
    return trouble;
}

static void print_line(std::string_view program, std::string_view kind, std::string_view message) {
    const std::string line = fmt::format("{}: {}: {}\n", program, kind, detail::printable(message));
    std::fwrite(line.data(), 1, line.size(), stderr);
}

void print_error(std::string_view program, std::string_view message) { print_line(program, "error", message); }
void print_note(std::string_view program, std::string_view message) { print_line(program, "note", message); }

}  // namespace retort::command
