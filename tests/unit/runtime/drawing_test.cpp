#include "../../../runtime/command/drawing.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <string>

#include "../../../runtime/command/branches.hpp"
#include "support/catch.hpp"
#include "written_history.hpp"

using namespace retort;
using namespace retort::command;
using retort::test::written_history;

namespace {

using edges = std::vector<std::vector<std::size_t>>;

/// The picture with the node's number behind each node, between two empty lines.
std::string picture(const edges& parents) {
    std::string out = "\n";
    for (const drawn_line& line : drawn(parents))
        out += line.lanes + (line.node ? " " + std::to_string(*line.node) : "") + "\n";
    return out;
}

/// Reads a picture as a person does who follows the lines down from a node.
class reader {
public:
    explicit reader(const std::vector<drawn_line>& lines) : lines_(lines) {}

    std::set<std::size_t> parents(std::size_t row) const {
        std::set<std::size_t> out;
        follow(row, lines_[row].lanes.find('*'), '*', out);
        return out;
    }

private:
    char at(std::size_t row, std::size_t column) const {
        return row < lines_.size() && column < lines_[row].lanes.size() ? lines_[row].lanes[column] : ' ';
    }

    /// From below `row`, where the line has come down in `column` as `kind`.
    void follow(std::size_t row, std::size_t column, char kind, std::set<std::size_t>& found) const {
        const std::size_t below = row + 1;
        if (at(below, column) == '*') {
            REQUIRE(lines_[below].node.has_value());
            found.insert(*lines_[below].node);
            return;
        }
        const bool straight = at(below, column) == '|';
        const bool left = column > 0 && at(below, column - 1) == '/';
        const bool right = at(below, column + 1) == '\\';
        // A line that ends in nothing is a mistake in the picture.
        if (kind != '*') REQUIRE((straight || left || right));
        const bool crosses = straight && left && arriving(row, column) > 1;
        if (straight && (!crosses || kind != '/')) follow(below, column, '|', found);
        if (right) follow(below, column + 2, '\\', found);
        if (left && (!crosses || kind == '/')) {
            std::size_t to = column - 2;
            while (to > 0 && at(below, to - 1) == '_') to -= 2;
            follow(below, to, '/', found);
        }
    }

    int arriving(std::size_t row, std::size_t column) const {
        const bool from_left = column > 0 && at(row, column - 1) == '\\';
        const bool from_right =
            (at(row, column + 1) == '/' || at(row, column + 1) == '_') && !(column > 0 && at(row, column - 1) == '_');
        const bool straight = at(row, column) == '|' || at(row, column) == '*';
        return int{from_left} + int{from_right} + int{straight};
    }

    const std::vector<drawn_line>& lines_;
};

void check_readable(const edges& parents) {
    const std::vector<drawn_line> lines = drawn(parents);
    INFO(picture(parents));
    const reader read(lines);
    std::vector<bool> seen(parents.size(), false);
    for (std::size_t row = 0; row < lines.size(); ++row) {
        CHECK(std::count(lines[row].lanes.begin(), lines[row].lanes.end(), '*') == (lines[row].node ? 1 : 0));
        if (!lines[row].node) continue;
        const std::size_t n = *lines[row].node;
        REQUIRE_FALSE(seen[n]);
        for (const std::size_t p : parents[n]) REQUIRE_FALSE(seen[p]);
        seen[n] = true;
        INFO("node " << n);
        REQUIRE(read.parents(row) == std::set<std::size_t>(parents[n].begin(), parents[n].end()));
    }
    CHECK(std::all_of(seen.begin(), seen.end(), [](bool s) { return s; }));
}

const style plain(false);

overview looked_at(const written_history& h, std::initializer_list<const char*> applied = {}) {
    std::vector<applied_revision> rows;
    for (const char* id : applied) {
        applied_revision row;
        row.id = id;
        row.checksum = "1:0";
        rows.push_back(row);
    }
    const detail::graph revisions(h.history);
    overview out = look(revisions, applied.size() ? &rows : nullptr);
    if (applied.size()) out.database = "sqlite:///x.db";
    return out;
}

}  // namespace

TEST_CASE("drawing: a line") {
    CHECK(picture({{}, {0}, {1}}) == R"(
* 2
* 1
* 0
)");
    CHECK(picture({}) == "\n");
}

TEST_CASE("drawing: branches and merges") {
    CHECK(picture({{}, {0}, {0}, {1}, {3, 2}}) == R"(
* 4
|\
| * 2
* | 3
* | 1
|/
* 0
)");
    // Two open heads.
    CHECK(picture({{}, {0}, {1}, {0}}) == R"(
* 3
| * 2
| * 1
|/
* 0
)");
    // A merge of three.
    CHECK(picture({{}, {0}, {0}, {0}, {1, 2, 3}}) == R"(
* 4
|\
|\ \
| | * 3
| * | 2
| |/
* | 1
|/
* 0
)");
    // A merge with what one of its parents stands on.
    CHECK(picture({{}, {0}, {1, 0}}) == R"(
* 2
|\
* | 1
|/
* 0
)");
}

TEST_CASE("drawing: lines that cross") {
    // Two branches, each merged into the other.
    CHECK(picture({{}, {0}, {0}, {1, 2}, {2, 1}, {3}, {4}}) == R"(
* 6
* 4
|\
| | * 5
| | * 3
| |/|
|/| |
| |/
* | 2
| * 1
|/
* 0
)");
}

TEST_CASE("drawing: several roots") {
    CHECK(picture({{}, {}, {0, 1}}) == R"(
* 2
|\
| * 1
* 0
)");
    // Nothing of one is below the other as if it were its parent.
    CHECK(picture({{}, {0}, {}, {2}}) == R"(
* 3
* 2

* 1
* 0
)");
}

TEST_CASE("drawing: every edge of a random history can be read back") {
    std::mt19937 random(20261121);
    const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
    for (int round = 0; round < 4000; ++round) {
        edges parents(1 + below(round % 20 == 0 ? 60 : 14));
        const std::size_t widest = 1 + below(4);
        for (std::size_t n = 1; n < parents.size(); ++n) {
            const std::size_t count = below(8) == 0 ? 0 : 1 + below(widest);
            // Near ones mostly, as histories are.
            const std::size_t reach = below(3) == 0 ? n : std::min<std::size_t>(n, 4);
            for (std::size_t k = 0; k < count; ++k) {
                const std::size_t p = n - 1 - below(reach);
                if (std::find(parents[n].begin(), parents[n].end(), p) == parents[n].end()) parents[n].push_back(p);
            }
        }
        check_readable(parents);
    }
}

TEST_CASE("drawing: a thousand revisions, in a line and in a hundred branches") {
    const auto began = std::chrono::steady_clock::now();
    edges line(1000), wide(1001);
    for (std::size_t n = 1; n < line.size(); ++n) line[n] = {n - 1};
    CHECK(drawn(line).size() == 1000);
    for (std::size_t n = 1; n < 1000; ++n) wide[n] = {n < 100 ? 0 : n - 99};
    for (std::size_t n = 901; n < 1000; ++n) wide[1000].push_back(n);
    check_readable(wide);
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(10));
}

TEST_CASE("drawing: texts beside the lanes") {
    written_history h({{"001", {}}, {"002", {"001"}}, {"003", {"001"}}});
    h.revisions[0].message = "the first\none";
    CHECK(graph_text(looked_at(h), glyphs::ascii, plain) ==
          "*  003  (head)\n"
          "| *  002  (head)\n"
          "|/\n"
          "*  001  the first one\n");
    CHECK(graph_text(looked_at(h, {"001", "003", "009"}), glyphs::ascii, plain) ==
          "*  009  (current, unknown)\n"
          "\n"
          "*  003  (head, current)\n"
          "| o  002  (head)\n"
          "|/\n"
          "*  001  the first one\n"
          "\n"
          "* applied  o pending\n");
    CHECK(graph_text(looked_at(h, {"001"}), glyphs::unicode, plain) ==
          "○  003  (head)\n"
          "│ ○  002  (head)\n"
          "│╱\n"
          "●  001  the first one  (current)\n"
          "\n"
          "● applied  ○ pending\n");
    // On a narrow terminal the message gives way.
    CHECK(graph_text(looked_at(h), glyphs::ascii, plain, 20).find("*  001  the fir...\n") != std::string::npos);
    CHECK(graph_text(looked_at(written_history({})), glyphs::ascii, plain) == "the history has no revisions\n");
    // A part of it.
    overview part = looked_at(h);
    part.entries.erase(part.entries.begin());
    CHECK(graph_text(part, glyphs::ascii, plain) ==
          "*  003  (head, revises 001)\n"
          "\n"
          "*  002  (head, revises 001)\n");
}

TEST_CASE("DOT and Mermaid: texts are escaped") {
    written_history h({{"a\"b\\", {}}, {"c&<d>#", {"a\"b\\"}}});
    h.revisions[0].message = "say \"ü\" [x] {y}\nand `z`; |";
    h.history.name = "my \"shop\"";
    CHECK(graph_dot(looked_at(h, {"a\"b\\"})) == R"x(digraph "my \"shop\"" {
  rankdir=BT;
  node [shape=box, fontname="sans-serif"];
  n0 [label="a\"b\\\nsay \"ü\" [x] {y} and `z`; |\n(current)", style=filled, fillcolor="#cdeccd"];
  n1 [label="c&amp;<d>#\n(head)"];
  n0 -> n1;
}
)x"
                                                 "");
    CHECK(graph_mermaid(looked_at(h, {"a\"b\\"})) == R"x(flowchart BT
  n0["a#quot;b#92;<br/>say #quot;ü#quot; [x] {y} and #96;z#96;#59; #124;<br/>(current)"]
  n1["c#38;#60;d#62;#35;<br/>(head)"]
  n0 --> n1
  classDef applied fill:#cdeccd,stroke:#2b7a2b
  class n0 applied
)x");
}

TEST_CASE("branches: start, length and end") {
    const written_history h({{"1", {}},
                             {"2", {"1"}},
                             {"3", {"1"}},
                             {"4", {"2"}},
                             {"5", {"4", "3"}},
                             {"6", {"5"}},
                             {"7", {"5"}},
                             {"8", {"7"}},
                             {"9", {"7"}}});
    const detail::graph revisions(h.history);
    CHECK(branches_text(revisions, "shop-migrate", plain) ==
          "1  (2 branches)\n"
          "    2  (2 revisions, merged in 5)\n"
          "    3  (1 revision, merged in 5)\n"
          "5  (2 branches)\n"
          "    6  (1 revision, a head)\n"
          "    7  (1 revision, which branches again)\n"
          "7  (2 branches)\n"
          "    8  (1 revision, a head)\n"
          "    9  (1 revision, a head)\n"
          "\n"
          "shop has 3 heads, 6, 8 and 9: 'upgrade heads' applies all of them, and 'shop-migrate merge -m \"why\"' "
          "writes a revision that merges them\n");
    const written_history line({{"1", {}}, {"2", {"1"}}});
    CHECK(branches_text(detail::graph(line.history), "shop-migrate", plain) ==
          "shop has no branches: 2 revisions, the head is 2\n");
    const written_history roots({{"1", {}}, {"2", {}}, {"3", {"2"}}, {"4", {"1", "3"}}, {"5", {"4", "1"}}});
    CHECK(branches_text(detail::graph(roots.history), "shop-migrate", plain) ==
          "base  (2 branches)\n"
          "    1  (1 revision, which branches again)\n"
          "    2  (2 revisions, merged in 4)\n"
          "1  (2 branches)\n"
          "    4  (a merge revision)\n"
          "    5  (a merge revision)\n");
}
