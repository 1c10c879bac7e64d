#include "../../../runtime/src/addresses.hpp"

#include <initializer_list>
#include <string>

#include "support/catch.hpp"
#include "written_history.hpp"

using namespace retort;
using namespace retort::detail;
using retort::test::written_history;

namespace {

const written_history line({{"001_a", {}}, {"002_b", {"001_a"}}, {"003_c", {"002_b"}}, {"010_d", {"003_c"}}});
// 1 <- 2 <- 4 and 1 <- 3, merged in 5.
const written_history merged({{"1", {}}, {"2", {"1"}}, {"3", {"1"}}, {"4", {"2"}}, {"5", {"3", "4"}}});
const written_history square({{"1", {}}, {"2", {"1"}}, {"3", {"1"}}, {"4", {"2", "3"}}});
const written_history forked({{"1", {}}, {"2", {"1"}}, {"3", {"1"}}});
const written_history two_roots({{"a", {}}, {"b", {}}, {"c", {"b"}}, {"d", {"a", "c"}}});
const written_history odd({{"add-2", {}},
                           {"add-3", {"add-2"}},
                           {"add", {"add-3"}},
                           {"2026-11-21_x", {"add"}},
                           {"a~1", {"2026-11-21_x"}},
                           {"b+1", {"a~1"}},
                           {"c:d", {"b+1"}}});

std::string place(const written_history& h, std::string_view text, std::initializer_list<std::size_t> current = {}) {
    const graph revisions(h.history);
    try {
        std::string out;
        for (const std::size_t i : find_place(revisions, text, [&] { return std::vector<std::size_t>(current); }))
            out += (out.empty() ? "" : " ") + std::string(revisions[i].id);
        return out.empty() ? "base" : out;
    } catch (const error& e) {
        return e.what();
    }
}

std::string range(const written_history& h, std::string_view text, std::initializer_list<std::size_t> current = {}) {
    const graph revisions(h.history);
    try {
        const std::vector<bool> in = find_range(revisions, text, [&] { return std::vector<std::size_t>(current); });
        std::string out;
        for (std::size_t i = 0; i < in.size(); ++i)
            if (in[i]) out += (out.empty() ? "" : " ") + std::string(revisions[i].id);
        return out;
    } catch (const error& e) {
        return e.what();
    }
}

}  // namespace

TEST_CASE("addresses: ids, prefixes and keywords") {
    CHECK(place(line, "002_b") == "002_b");
    CHECK(place(line, "01") == "010_d");
    CHECK(place(line, "head") == "010_d");
    CHECK(place(line, "heads") == "010_d");
    CHECK(place(line, "base") == "base");
    CHECK(place(line, "current", {1}) == "002_b");
    CHECK(place(line, "current") == "base");
    CHECK(place(forked, "heads") == "2 3");
    CHECK(place(line, "00") == "'00' matches several revisions: 001_a, 002_b, 003_c; write more of the id [E306]");
    CHECK(place(line, "002_x") == "shop has no revision '002_x'; did you mean '002_b'? [E305]");
    CHECK(place(line, "") == "shop has no revision ''; the history command lists the revisions [E305]");
}

TEST_CASE("addresses: steps back and forward") {
    CHECK(place(line, "head-2") == "002_b");
    CHECK(place(line, "head~2") == "002_b");
    CHECK(place(line, "head~") == "003_c");
    CHECK(place(line, "head~~") == "002_b");
    CHECK(place(line, "head-0") == "010_d");
    CHECK(place(line, "002+1") == "003_c");
    CHECK(place(line, "base+1") == "001_a");
    CHECK(place(line, "base+4") == "010_d");
    CHECK(place(line, "head-3+1") == "002_b");
    CHECK(place(line, "head-4") == "base");
    CHECK(place(line, "current-1", {2}) == "002_b");
    CHECK(place(line, "-1", {2}) == "002_b");
    CHECK(place(line, "+1", {2}) == "010_d");
    CHECK(place(line, "+1") == "001_a");
}

TEST_CASE("addresses: ids take precedence over steps") {
    CHECK(place(odd, "add-2") == "add-2");
    CHECK(place(odd, "add-3") == "add-3");
    CHECK(place(odd, "add") == "add");
    CHECK(place(odd, "add~1") == "add-3");
    CHECK(place(odd, "add-4") == "'add-4' is below the base, which is add-3; use base, or a smaller number [E311]");
    CHECK(place(odd, "2026-11") == "2026-11-21_x");
    CHECK(place(odd, "2026-11-21_x-1") == "add");
    CHECK(place(odd, "a~1") == "a~1");
    CHECK(place(odd, "a~1~1") == "2026-11-21_x");
    CHECK(place(odd, "b+1") == "b+1");
    CHECK(place(odd, "c:d") == "c:d");
    // A mistake in an id, not steps back from another one.
    CHECK(place(odd, "dad-3") == "shop has no revision 'dad-3'; did you mean 'add-3'? [E305]");
    CHECK(place(line, "nothing-3") == "shop has no revision 'nothing'; the history command lists the revisions [E305]");
    CHECK(place(line, "002-x") == "shop has no revision '002-x'; did you mean '002_b'? [E305]");
}

TEST_CASE("addresses: steps across merges and branches") {
    CHECK(place(merged, "5-1") == "'5-1' is ambiguous: 5 merges 3 and 4; name one of them [E306]");
    CHECK(place(merged, "5-2") ==
          "'5-2' is ambiguous: 5 merges 3 and 4, and the way back leads to 1 or 2; name one of them [E306]");
    CHECK(place(merged, "1+1") == "'1+1' is ambiguous: 1 is followed by 2 and 3; name one of them [E306]");
    CHECK(place(merged, "1+3") ==
          "'1+3' is ambiguous: 1 is followed by 2 and 3, and the way forward leads to 5, or ends at a head before; "
          "name one of them [E306]");
    CHECK(place(written_history({{"1", {}}, {"2", {"1"}}, {"3", {"1"}}, {"4", {"3", "2"}}}), "4-1") ==
          "'4-1' is ambiguous: 4 merges 3 and 2; name one of them [E306]");
    CHECK(place(merged, "4-1") == "2");
    CHECK(place(merged, "3+1") == "5");
    // All ways lead to the same.
    CHECK(place(square, "4-2") == "1");
    CHECK(place(square, "1+2") == "4");
    CHECK(place(square, "4-3") == "base");
    CHECK(place(forked, "heads-1") == "1");
    CHECK(place(forked, "current-1", {1, 2}) == "1");
    CHECK(place(forked, "head") ==
          "shop has 2 heads: 2 and 3; use 'heads' for all of them, name one, or merge them: shop-migrate merge -m "
          "\"why\" [E306]");
    CHECK(place(forked, "head-1").find("shop has 2 heads") == 0);
    CHECK(place(two_roots, "base+1") == "'base+1' is ambiguous: base is followed by a and b; name one of them [E306]");
    CHECK(place(two_roots, "d-2") ==
          "'d-2' is ambiguous: d merges a and c, and the way back leads to b or base; name one of them [E306]");
    CHECK(place(two_roots, "d-3") ==
          "'d-3' is ambiguous: d merges a and c, and the way back leads to base, or ends at base before; name one of "
          "them [E306]");
}

TEST_CASE("addresses: beyond base and head") {
    CHECK(place(line, "003-7") == "'003-7' is below the base, which is 003-3; use base, or a smaller number [E311]");
    CHECK(place(line, "base-1") == "'base-1' is below the base: nothing is below base; use base, or a revision [E311]");
    CHECK(place(line, "002+3") ==
          "'002+3' is beyond the head: only 2 revisions come after 002; use 002+2, or head [E311]");
    CHECK(place(line, "003+3") ==
          "'003+3' is beyond the head: only 1 revision comes after 003; use 003+1, or head [E311]");
    CHECK(place(line, "head+1") ==
          "'head+1' is beyond the head: no revision follows head; use head, or a revision [E311]");
    CHECK(place(line, "head-99999999999999999999999") ==
          "'head-99999999999999999999999' is below the base, which is head-4; use base, or a smaller number [E311]");
}

TEST_CASE("addresses: commands that need one revision") {
    const auto one = [](const written_history& h, std::string_view text, const position& at = nowhere()) {
        const graph revisions(h.history);
        try {
            return std::string(revisions[find_revision(revisions, text, at)].id);
        } catch (const error& e) {
            return std::string(e.what());
        }
    };
    CHECK(one(line, "head-1") == "003_c");
    CHECK(one(line, "base") ==
          "'base' is below every revision, but one revision is needed here; name a revision; the history command lists "
          "them [E305]");
    CHECK(one(line, "001-1").find("'001-1' is base, but one revision is needed here") == 0);
    CHECK(one(forked, "heads") == "'heads' is 2 and 3; name one of them [E306]");
    CHECK(one(line, "current") ==
          "'current' needs a database, and none was given; use --database URL, or name a revision [E313]");
    CHECK(one(line, "-1").find("[E313]") != std::string::npos);
    CHECK(one(line, "002:004") ==
          "'002:004' is a range, but one revision is needed here; use 004 alone; FROM:TO is for --sql and for history "
          "[E305]");
}

TEST_CASE("addresses: current") {
    const graph revisions(merged.history);
    std::vector<applied_revision> rows;
    for (const char* id : {"1", "3", "2"}) {
        applied_revision row;
        row.id = id;
        row.checksum = "1:0";
        rows.push_back(row);
    }
    CHECK(position_in(revisions, rows)() == std::vector<std::size_t>{1, 2});
    CHECK(find_place(revisions, "current-1", position_in(revisions, rows)) == std::vector<std::size_t>{0});
    rows.back().id = "99";
    try {
        (void)find_place(revisions, "current", position_in(revisions, rows));
        FAIL("a database that is at an unknown revision was understood");
    } catch (const error& e) {
        CHECK(e.code() == "E307");
    }
}

TEST_CASE("addresses: ranges") {
    CHECK(range(line, "002:003") == "002_b 003_c");
    CHECK(range(line, "002:") == "002_b 003_c 010_d");
    CHECK(range(line, ":002") == "001_a 002_b");
    CHECK(range(line, "002") == "001_a 002_b");
    CHECK(range(line, "base:head") == "001_a 002_b 003_c 010_d");
    CHECK(range(line, "head-1:head") == "003_c 010_d");
    CHECK(range(line, "current:", {1}) == "002_b 003_c 010_d");
    CHECK(range(merged, "2:5") == "2 4 5");
    CHECK(range(merged, "3:5") == "3 5");
    CHECK(range(forked, "1:heads") == "1 2 3");
    CHECK(range(line, "003:002") == "002 does not follow 003, so no revisions are between them; use 002:003 [E311]");
    CHECK(range(forked, "2:3") ==
          "3 does not follow 2, so no revisions are between them; they are on different branches; use :2, or :3 "
          "[E311]");
}
