#include "drawing.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <unordered_map>
#include <utility>

#include "../src/text.hpp"
#include "live.hpp"

namespace retort::command {
namespace {

using edges = std::vector<std::vector<std::size_t>>;

edges without_repetitions(std::span<const std::vector<std::size_t>> parents) {
    edges out(parents.size());
    for (std::size_t n = 0; n < parents.size(); ++n)
        for (const std::size_t p : parents[n])
            if (std::find(out[n].begin(), out[n].end(), p) == out[n].end()) out[n].push_back(p);
    return out;
}

/// The newest first, no parent before all of its children, and one branch after the other.
std::vector<std::size_t> newest_first(const edges& parents) {
    std::vector<std::size_t> children_left(parents.size(), 0), ready, out;
    for (const std::vector<std::size_t>& of : parents)
        for (const std::size_t p : of) ++children_left[p];
    for (std::size_t n = 0; n < parents.size(); ++n)
        if (children_left[n] == 0) ready.push_back(n);
    while (!ready.empty()) {
        const std::size_t n = ready.back();
        ready.pop_back();
        out.push_back(n);
        for (const std::size_t p : parents[n])
            if (--children_left[p] == 0) ready.push_back(p);
    }
    return out;
}

/// The lanes between what is drawn and what is not: each waits for one node, and no two for the same, except while a
/// node's edges are being sorted out.
class lanes {
public:
    void draw(std::size_t node, const std::vector<std::size_t>& parents) {
        std::size_t at = find(node, waits_.size());
        if (at == waits_.size()) {
            // What stands right below a root would look like its parent.
            if (root_at_ == at) between([](std::string&) {});
            waits_.push_back(node);
        }
        std::string row = straight();
        row[2 * at] = '*';
        add(std::move(row), node);
        if (parents.empty()) {
            take_out(at);
            root_at_ = at;
            return;
        }
        root_at_.reset();
        send(at, parents);
    }

    std::vector<drawn_line> lines;

private:
    std::size_t find(std::size_t node, std::size_t except) const {
        for (std::size_t i = 0; i < waits_.size(); ++i)
            if (i != except && waits_[i] == node) return i;
        return waits_.size();
    }

    std::string straight() const {
        std::string row(2 * waits_.size() + 2, ' ');
        for (std::size_t i = 0; i < waits_.size(); ++i) row[2 * i] = '|';
        return row;
    }
    void add(std::string row, std::optional<std::size_t> node) {
        while (!row.empty() && row.back() == ' ') row.pop_back();
        lines.push_back({std::move(row), node});
    }
    template <typename Marks>
    void between(Marks marks) {
        std::string row = straight();
        marks(row);
        add(std::move(row), std::nullopt);
    }

    // The edges of the node in lane `at`, which are one line there, until only one of them is left in it. That one
    // stays where it is if it can: first one that nobody waits for, then one that a lane further right waits for.
    void send(std::size_t at, const std::vector<std::size_t>& parents) {
        std::vector<std::size_t> fresh, right, left;
        for (const std::size_t p : parents) {
            const std::size_t there = find(p, at);
            (there == waits_.size() ? fresh : there > at ? right : left).push_back(p);
        }
        std::vector<std::size_t>& stays_in = !fresh.empty() ? fresh : !right.empty() ? right : left;
        const std::size_t stays = stays_in.front();
        stays_in.erase(stays_in.begin());
        for (const std::size_t p : left) reach_left(at, find(p, at), false);
        for (const std::size_t p : right) {
            if (waits_[at + 1] == p) {
                between([&](std::string& row) { row[2 * at + 1] = '\\'; });
            } else {
                make_room(at, p);
                reach_left(find(p, at + 1), at + 1, true);
            }
        }
        while (!fresh.empty()) {
            make_room(at, fresh.back());
            fresh.pop_back();
        }
        waits_[at] = stays;
        if (const std::size_t other = find(stays, at); other != waits_.size())
            reach_left(std::max(at, other), std::min(at, other), true);
    }

    // A line from lane `from` to lane `to` on its left; `whole`: lane `from` ends with it, and those behind it move up.
    void reach_left(std::size_t from, std::size_t to, bool whole) {
        std::string row = straight();
        if (whole) {
            for (std::size_t i = from; i < waits_.size(); ++i) row[2 * i] = ' ';
            for (std::size_t i = from + 1; i < waits_.size(); ++i) row[2 * i - 1] = '/';
            waits_.erase(waits_.begin() + static_cast<std::ptrdiff_t>(from));
        }
        row[2 * from - 1] = '/';
        for (std::size_t i = to + 2; i < from; ++i) row[2 * i - 1] = '_';
        add(std::move(row), std::nullopt);
        if (from - to > 1) between([&](std::string& below) { below[2 * to + 1] = '/'; });
    }

    // A lane right of `at`, into which a line goes from there.
    void make_room(std::size_t at, std::size_t waits_for) {
        between([&](std::string& row) {
            row[2 * at + 1] = '\\';
            for (std::size_t i = at + 1; i < waits_.size(); ++i) {
                row[2 * i] = ' ';
                row[2 * i + 1] = '\\';
            }
        });
        waits_.insert(waits_.begin() + static_cast<std::ptrdiff_t>(at) + 1, waits_for);
    }

    void take_out(std::size_t at) {
        if (at + 1 < waits_.size())
            between([&](std::string& row) {
                row[2 * at] = ' ';
                for (std::size_t i = at + 1; i < waits_.size(); ++i) {
                    row[2 * i] = ' ';
                    row[2 * i - 1] = '/';
                }
            });
        waits_.erase(waits_.begin() + static_cast<std::ptrdiff_t>(at));
    }

    std::vector<std::size_t> waits_;
    std::optional<std::size_t> root_at_;
};

/// The parents of each entry among the entries; those that are not shown are left out.
edges edges_of(const overview& of) {
    std::unordered_map<std::string_view, std::size_t> by_id;
    for (std::size_t n = 0; n < of.entries.size(); ++n) by_id.emplace(of.entries[n].id, n);
    // What stands on the last that a checkpoint replaces stands on the checkpoint, where that is shown instead.
    for (std::size_t n = 0; n < of.entries.size(); ++n)
        if (const plan::revision* r = of.entries[n].revision; r && !r->replaces.empty())
            by_id.emplace(r->replaces.back(), n);
    edges out(of.entries.size());
    for (std::size_t n = 0; n < of.entries.size(); ++n)
        if (const plan::revision* r = of.entries[n].revision)
            for (const std::string_view parent : r->parents)
                if (const auto p = by_id.find(parent); p != by_id.end()) out[n].push_back(p->second);
    return out;
}

bool is_there(const entry& e) { return e.mark && *e.mark != mark::pending && *e.mark != mark::begun; }

std::string notes_of(const entry& e) {
    std::string out;
    const auto note = [&](std::string_view words) { out += fmt::format("{}{}", out.empty() ? "" : ", ", words); };
    if (e.head) note("head");
    if (e.current) note("current");
    if (e.mark && *e.mark != mark::applied && *e.mark != mark::pending) note(name_of(*e.mark));
    return out;
}

std::string glyph_of(const entry& e, glyphs with, const style& in) {
    const bool hollow = e.mark && !is_there(e);
    const std::string_view glyph = with == glyphs::ascii ? (hollow ? "o" : "*") : (hollow ? "○" : "●");
    if (!e.mark) return std::string(glyph);
    if (*e.mark == mark::edited || *e.mark == mark::unknown) return in.bad(glyph);
    return hollow ? in.waiting(glyph) : in.good(glyph);
}

std::string lanes_text(std::string_view lanes, const std::string& node, glyphs with) {
    std::string out;
    for (const char c : lanes)
        if (c == '*')
            out += node;
        else if (with == glyphs::unicode && c != ' ' && c != '_')
            out += c == '|' ? "│" : c == '/' ? "╱" : "╲";
        else
            out += c;
    return out;
}

// Not only the quotes: a backslash begins an escape, and an ampersand an entity.
std::string in_dot(std::string_view words) {
    std::string out;
    for (const char c : detail::fold(words)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c == '&' ? std::string("&amp;") : std::string(1, c);
    }
    return out;
}

std::string in_mermaid(std::string_view words) {
    std::string out;
    for (const char c : detail::fold(words)) {
        if (c == '"')
            out += "#quot;";
        else if (std::string_view("#&<>\\`;|").find(c) != std::string_view::npos)
            out += fmt::format("#{};", static_cast<int>(c));
        else
            out += c;
    }
    return out;
}

}  // namespace

std::vector<drawn_line> drawn(std::span<const std::vector<std::size_t>> parents) {
    const edges of = without_repetitions(parents);
    lanes out;
    for (const std::size_t n : newest_first(of)) out.draw(n, of[n]);
    return std::move(out.lines);
}

glyphs glyphs_of_stdout() {
    const char* terminal = std::getenv("TERM");
    if (isatty(STDOUT_FILENO) == 0 || (terminal != nullptr && std::string_view(terminal) == "dumb"))
        return glyphs::ascii;
    // As setlocale() would choose; a library does not set its program's locale.
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const char* locale = std::getenv(name);
        if (locale == nullptr || *locale == '\0') continue;
        const std::string_view value = locale;
        const bool utf8 = detail::mentions(value, "UTF-8") || detail::mentions(value, "utf8");
        return utf8 ? glyphs::unicode : glyphs::ascii;
    }
    return glyphs::ascii;
}

std::size_t width_of_stdout() {
    winsize size{};
    return isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

std::string graph_text(const overview& of, glyphs with, const style& in, std::size_t width) {
    std::string out;
    const edges parents = edges_of(of);
    for (const drawn_line& line : drawn(parents)) {
        if (!line.node) {
            out += lanes_text(line.lanes, "", with) + '\n';
            continue;
        }
        const entry& e = of.entries[*line.node];
        std::string notes = notes_of(e);
        // Where only a part of the history is shown, lines end that go on in truth.
        if (e.revision && parents[*line.node].size() < e.revision->parents.size())
            notes += fmt::format("{}revises {}", notes.empty() ? "" : ", ", detail::join(e.revision->parents));
        out += fmt::format("{}  {}", lanes_text(line.lanes, glyph_of(e, with, in), with), e.id);
        if (e.revision && !e.revision->message.empty()) {
            const std::string message = detail::fold(e.revision->message);
            const std::size_t taken = line.lanes.size() + e.id.size() + notes.size() + 9;
            const std::size_t room = width > taken ? width - taken : 0;
            const std::string shown = width == 0 ? message : cut_to(message, room);
            if (!shown.empty()) out += fmt::format("  {}{}", shown, shown.size() < message.size() ? "..." : "");
        }
        if (!notes.empty()) out += "  " + in.strong(fmt::format("({})", notes));
        out += '\n';
    }
    if (of.entries.empty()) return "the history has no revisions\n";
    if (of.database)
        out += in.faint(with == glyphs::ascii ? "\n* applied  o pending" : "\n● applied  ○ pending") + '\n';
    return out;
}

std::string graph_dot(const overview& of) {
    std::string out = fmt::format("digraph \"{}\" {{\n  rankdir=BT;\n  node [shape=box, fontname=\"sans-serif\"];\n",
                                  in_dot(of.schema));
    for (std::size_t n = 0; n < of.entries.size(); ++n) {
        const entry& e = of.entries[n];
        std::string label = in_dot(e.id);
        if (e.revision && !e.revision->message.empty()) label += "\\n" + in_dot(e.revision->message);
        if (const std::string notes = notes_of(e); !notes.empty()) label += "\\n(" + in_dot(notes) + ")";
        out += fmt::format("  n{} [label=\"{}\"{}];\n", n, label,
                           is_there(e)                        ? ", style=filled, fillcolor=\"#cdeccd\""
                           : e.mark && *e.mark == mark::begun ? ", style=\"filled,dashed\", fillcolor=\"#fbe9b7\""
                                                              : "");
    }
    const edges parents = edges_of(of);
    for (std::size_t n = 0; n < parents.size(); ++n)
        for (const std::size_t p : parents[n]) out += fmt::format("  n{} -> n{};\n", p, n);
    return out + "}\n";
}

std::string graph_mermaid(const overview& of) {
    std::string out = "flowchart BT\n";
    std::string applied, begun;
    for (std::size_t n = 0; n < of.entries.size(); ++n) {
        const entry& e = of.entries[n];
        std::string label = in_mermaid(e.id);
        if (e.revision && !e.revision->message.empty()) label += "<br/>" + in_mermaid(e.revision->message);
        if (const std::string notes = notes_of(e); !notes.empty()) label += "<br/>(" + in_mermaid(notes) + ")";
        out += fmt::format("  n{}[\"{}\"]\n", n, label);
        if (is_there(e)) applied += fmt::format("{}n{}", applied.empty() ? "" : ",", n);
        if (e.mark && *e.mark == mark::begun) begun = fmt::format("n{}", n);
    }
    const edges parents = edges_of(of);
    for (std::size_t n = 0; n < parents.size(); ++n)
        for (const std::size_t p : parents[n]) out += fmt::format("  n{} --> n{}\n", p, n);
    if (!applied.empty())
        out += fmt::format("  classDef applied fill:#cdeccd,stroke:#2b7a2b\n  class {} applied\n", applied);
    if (!begun.empty())
        out += fmt::format("  classDef begun fill:#fbe9b7,stroke-dasharray:4 3\n  class {} begun\n", begun);
    return out;
}

}  // namespace retort::command
