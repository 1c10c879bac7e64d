#include "../../../runtime/src/revisions.hpp"

#include "../../../runtime/src/ledger.hpp"

#include <deque>

#include "support/catch.hpp"

using retort::applied_revision;
using retort::database;
using retort::direction;
using retort::error;
using retort::detail::graph;

namespace {

/// A history that owns its texts: ids with the parents of each.
struct sample {
    struct node {
        const char* id;
        std::vector<std::string_view> on;
        std::vector<std::string_view> instead_of = {};
    };
    sample(std::initializer_list<node> nodes) {
        for (const auto& [id, on, instead_of] : nodes) {
            parents.push_back(on);
            replaces.push_back(instead_of);
            revisions.push_back({.id = id,
                                 .message = "",
                                 .parents = parents.back(),
                                 .checksum = "1:0",
                                 .operations = {},
                                 .routes = routes,
                                 .replaces = replaces.back()});
        }
        history = {"shop", kinds, revisions};
    }
    static constexpr database kinds[] = {database::sqlite};
    static constexpr retort::plan::route routes[] = {{database::sqlite, {}, {}}};
    std::deque<std::vector<std::string_view>> parents, replaces;
    std::vector<retort::plan::revision> revisions;
    retort::plan::history history;
};

const sample& line() {
    static const sample s{{"001_a", {}}, {"002_b", {"001_a"}}, {"003_c", {"002_b"}}, {"010_d", {"003_c"}}};
    return s;
}

// 1 <- 2 <- 4 and 1 <- 3, two heads; `merged` adds 5 over both.
const sample& forked() {
    static const sample s{{"1", {}}, {"2", {"1"}}, {"3", {"1"}}, {"4", {"2"}}};
    return s;
}
const sample& merged() {
    static const sample s{{"1", {}}, {"2", {"1"}}, {"3", {"1"}}, {"4", {"2"}}, {"5", {"3", "4"}}};
    return s;
}

std::vector<applied_revision> rows(std::initializer_list<const char*> ids) {
    std::vector<applied_revision> out;
    for (const char* id : ids) {
        applied_revision row;
        row.id = id;
        row.checksum = "1:0";
        out.push_back(row);
    }
    return out;
}

std::string ids(const std::vector<retort::step>& steps) {
    std::string out;
    for (const retort::step& s : steps) out += (out.empty() ? "" : " ") + std::string(s.revision->id);
    return out;
}

std::string up(const sample& s, std::initializer_list<const char*> applied, std::string_view target) {
    try {
        return ids(retort::detail::upgrade_steps(graph(s.history), rows(applied), target, database::sqlite));
    } catch (const error& e) {
        return e.what();
    }
}

std::string down(const sample& s, std::initializer_list<const char*> applied, std::string_view target) {
    try {
        return ids(retort::detail::downgrade_steps(graph(s.history), rows(applied), target, database::sqlite));
    } catch (const error& e) {
        return e.what();
    }
}

bool says(const std::string& text, const std::string& part) {
    INFO(text);
    const bool found = text.find(part) != std::string::npos;
    CHECK(found);
    return found;
}

}  // namespace

TEST_CASE("upgrade to head, a revision, a prefix, a number of steps") {
    CHECK(up(line(), {}, "head") == "001_a 002_b 003_c 010_d");
    CHECK(up(line(), {"001_a", "002_b"}, "head") == "003_c 010_d");
    CHECK(up(line(), {"001_a"}, "003_c") == "002_b 003_c");
    CHECK(up(line(), {"001_a"}, "01") == "002_b 003_c 010_d");
    CHECK(up(line(), {}, "+2") == "001_a 002_b");
    CHECK(up(line(), {}, "+0").empty());
    CHECK(up(line(), {"001_a", "002_b"}, "001_a").empty());
    CHECK(up(line(), {"001_a", "002_b", "003_c", "010_d"}, "head").empty());
}

TEST_CASE("upgrade applies a revision that was merged late") { CHECK(up(merged(), {"1", "2", "4"}, "head") == "3 5"); }

TEST_CASE("several heads need a choice") {
    says(up(forked(), {}, "head"),
         "shop has 2 heads: 3 and 4; use 'heads' for all of them, name one, or merge them: shop-migrate merge -m "
         "\"why\" [E306]");
    CHECK(up(forked(), {}, "heads") == "1 2 3 4");
    CHECK(up(forked(), {}, "4") == "1 2 4");
    CHECK(up(forked(), {"1"}, "+2") == "2 3");
}

TEST_CASE("downgrade reverts the latest revision first, never one with applied children") {
    CHECK(down(line(), {"001_a", "002_b", "003_c"}, "-1") == "003_c");
    CHECK(down(line(), {"001_a", "002_b", "003_c"}, "-2") == "003_c 002_b");
    CHECK(down(line(), {"001_a", "002_b", "003_c"}, "base") == "003_c 002_b 001_a");
    CHECK(down(line(), {"001_a", "002_b", "003_c"}, "001") == "003_c 002_b");
    CHECK(down(line(), {"001_a"}, "001").empty());
    CHECK(down(line(), {}, "base").empty());
    // Applied 4 before 3: undone in the reverse of that, whatever the plan's order.
    CHECK(down(forked(), {"1", "2", "4", "3"}, "base") == "3 4 2 1");
    CHECK(down(forked(), {"1", "3", "2", "4"}, "-1") == "4");
    // The other branch does not stand on 2.
    CHECK(down(forked(), {"1", "2", "3", "4"}, "2") == "4");
    // A ledger that was put into an odd order still yields a way that the graph allows.
    CHECK(down(line(), {"002_b", "001_a"}, "base") == "002_b 001_a");
}

TEST_CASE("E305 and E306: unknown and ambiguous revisions") {
    says(up(line(), {}, "002_x"), "shop has no revision '002_x'; did you mean '002_b'? [E305]");
    says(up(line(), {}, "zzzzzzzz"), "[E305]");
    says(up(line(), {}, ""), "[E305]");
    says(up(line(), {}, "00"), "'00' matches several revisions: 001_a, 002_b, 003_c; write more");
    CHECK(up(forked(), {}, "1") == "1");
}

TEST_CASE("E307 and E308: a ledger that does not match the history") {
    says(up(line(), {"001_a", "099_z"}, "head"), "applied 099_z, which this build of shop does not know");
    auto edited = rows({"001_a"});
    edited[0].checksum = "1:f";
    try {
        retort::detail::verify(graph(line().history), edited);
        FAIL("an edited revision was accepted");
    } catch (const error& e) {
        CHECK(e.code() == "E308");
        CHECK(e.revision() == "001_a");
        says(e.what(), "its checksum differs (1:f, now 1:0)");
    }
    // An applied revision without what it stands on is no late merge: that would have given it another checksum.
    says(up(line(), {"001_a", "003_c"}, "head"), "003_c is applied, but 002_b, which it revises, is not");
}

TEST_CASE("E308 names the difference") {
    sample s{{"1", {}}};
    const std::string_view lines[] = {"create table a", "add column a.b"};
    const std::uint32_t digests[] = {0x11, 0x22};
    s.revisions[0].operations = lines;
    s.revisions[0].digests = digests;
    auto edited = rows({"1"});
    edited[0].checksum = "1:f";
    const auto told = [&](const char* operations) {
        edited[0].operations = operations;
        return std::string(retort::detail::misfits(graph(s.history), edited).at(0).what());
    };
    says(told("00000011 create table a\n00000033 add column a.c"),
         "operation 2 was 'add column a.c' and is now 'add column a.b'");
    says(told("00000011 create table a\n00000033 add column a.b"),
         "operation 2 (add column a.b) differs in details that the description does not show");
    says(told("00000011 create table a"), "operation 2 is new: add column a.b");
    says(told("00000011 create table a\n00000022 add column a.b\n00000044 drop table c"),
         "operation 3 is gone: drop table c");
    says(told("00000011 create table a\n00000022 add column a.b"), "its operations are the same; its parents");
}

TEST_CASE("E310: an irreversible step stops the run before it starts") {
    const retort::plan::route no_way_back[] = {{database::sqlite, {}, {{}, {}, {}, "rows were merged"}}};
    sample s{{"1", {}}, {"2", {"1"}}};
    s.revisions[0].routes = no_way_back;
    says(down(s, {"1", "2"}, "base"), "1 cannot be reverted on sqlite: rows were merged");
    CHECK(down(s, {"1", "2"}, "-1") == "2");
}

TEST_CASE("E311: targets in the other direction") {
    says(up(line(), {"001_a"}, "+4"),
         "'+4' is beyond the head: 3 revisions are left to be applied; use +3, or head [E311]");
    says(up(line(), {"001_a", "002_b", "003_c"}, "+2"), "only 1 revision is left");
    says(up(line(), {"001_a"}, "-1"), "upgrade only applies revisions; use downgrade -1 [E311]");
    says(up(line(), {"001_a"}, "base"), "[E311]");
    says(down(line(), {"001_a"}, "-2"), "'-2' is below the base: only 1 revision is applied; use base");
    says(down(line(), {}, "-1"), "nothing is applied; there is nothing to revert [E311]");
    says(down(line(), {"001_a"}, "+1"), "[E311]");
    says(down(line(), {"001_a"}, "002_b"), "002_b is not applied, so downgrade cannot stop there");
}

TEST_CASE("targets are addresses") {
    CHECK(up(line(), {"001_a"}, "head-1") == "002_b 003_c");
    CHECK(up(line(), {"001_a"}, "current+2") == "002_b 003_c");
    CHECK(up(line(), {"001_a"}, "002+1") == "002_b 003_c");
    CHECK(up(line(), {"001_a"}, "current").empty());
    CHECK(up(line(), {}, "current").empty());
    CHECK(up(line(), {"001_a", "002_b"}, "head-3").empty());
    CHECK(up(merged(), {"1"}, "3+1") == "2 3 4 5");
    says(up(line(), {"001_a"}, "001-1"),
         "'001-1' is already passed: upgrade only applies revisions; use downgrade 001-1 [E311]");
    says(up(line(), {"001_a"}, "002:003"), "'002:003' is a range, but one revision is needed here; use 003 alone");
    says(up(merged(), {"1"}, "5-1"), "5 merges 3 and 4; name one of them [E306]");
    CHECK(down(line(), {"001_a", "002_b", "003_c"}, "current-2") == "003_c 002_b");
    CHECK(down(line(), {"001_a", "002_b", "003_c"}, "head-3") == "003_c 002_b");
    CHECK(down(line(), {"001_a", "002_b"}, "001-1") == "002_b 001_a");
    CHECK(down(line(), {"001_a", "002_b"}, "current").empty());
    CHECK(down(forked(), {"1", "2", "3"}, "current-1") == "3 2");
    says(down(line(), {"001_a"}, "head-1"), "003_c is not applied, so downgrade cannot stop there");
    says(down(line(), {"001_a"}, "current-2"), "'current-2' is below the base, which is current-1");
}

TEST_CASE("apply and rollback accept addresses, and an unfinished revision is not current") {
    retort::detail::ledger found;
    found.rows = rows({"001_a", "002_b"});
    const graph revisions(line().history);
    const auto alone = [&](const char* target, direction way) {
        return ids(retort::detail::single_step(revisions, found, target, way, database::sqlite));
    };
    CHECK(alone("current+1", direction::up) == "003_c");
    CHECK(alone("head-1", direction::up) == "003_c");
    CHECK(alone("current", direction::down) == "002_b");
    found.begun.emplace();
    found.begun->id = "003_c";
    CHECK(ids(retort::detail::downgrade_steps(revisions, found, "current", database::sqlite)) == "003_c");
    CHECK(ids(retort::detail::downgrade_steps(revisions, found, "current-1", database::sqlite)) == "003_c 002_b");
    CHECK(ids(retort::detail::upgrade_steps(revisions, found, "current+2", database::sqlite)) == "003_c 010_d");
}

TEST_CASE("E314: a history without a plan for the database") {
    CHECK_THROWS_AS(retort::detail::upgrade_steps(graph(line().history), std::span<const retort::applied_revision>(),
                                                  "head", database::postgresql),
                    error);
    CHECK(retort::detail::upgrade_steps(graph(line().history), std::span<const retort::applied_revision>(), "head",
                                        std::nullopt)
              .size() == 4);
}

TEST_CASE("current: applied revisions that no applied revision revises") {
    using list = std::vector<std::string>;
    CHECK(retort::detail::current_of(graph(line().history), rows({"001_a", "002_b"})) == list{"002_b"});
    CHECK(retort::detail::current_of(graph(forked().history), rows({"1", "2", "3", "4"})) == list{"3", "4"});
    CHECK(retort::detail::current_of(graph(merged().history), rows({"1", "2", "3", "4", "5"})) == list{"5"});
    CHECK(retort::detail::current_of(graph(line().history), {}).empty());
}

namespace {

// 1 <- (2 3 4, or C) <- 5, and the same without 2, 3 and 4.
const sample& with_both() {
    static const sample s{{"1", {}},         {"4_C", {"1"}, {"2", "3", "4_last"}},
                          {"2", {"1"}},      {"3", {"2"}},
                          {"4_last", {"3"}}, {"5", {"4_last"}}};
    return s;
}
const sample& alone() {
    static const sample s{{"1", {}}, {"4_C", {"1"}, {"2", "3", "4_last"}}, {"5", {"4_C"}}};
    return s;
}
std::string now(const sample& s, std::initializer_list<const char*> applied) {
    std::string out;
    for (const std::string& id : retort::detail::current_of(graph(s.history), rows(applied)))
        out += (out.empty() ? "" : " ") + id;
    return out;
}

}  // namespace

TEST_CASE("a checkpoint is applied if no revision of its range is applied") {
    CHECK(up(with_both(), {}, "head") == "1 4_C 5");
    CHECK(up(with_both(), {"1"}, "4_C") == "4_C");
    CHECK(up(with_both(), {"1"}, "4_last") == "4_C");
    CHECK(up(with_both(), {"1"}, "4") == "4_C");
    CHECK(up(with_both(), {"1"}, "+2") == "4_C 5");
    CHECK(up(with_both(), {"1"}, "3") == "2 3");
    CHECK(up(with_both(), {"1", "2"}, "head") == "3 4_last 5");
    CHECK(up(with_both(), {"1", "2"}, "4_C") == "3 4_last");
    CHECK(up(with_both(), {"1", "2", "3", "4_last"}, "head") == "5");
    CHECK(up(with_both(), {"1", "4_C"}, "head") == "5");
    CHECK(up(with_both(), {"1", "4_C"}, "3").empty());
    CHECK(up(alone(), {}, "head") == "1 4_C 5");
    CHECK(up(alone(), {"1", "2", "3", "4_last"}, "head") == "5");
    CHECK(up(alone(), {"1"}, "4_last") == "4_C");
    says(up(alone(), {"1", "2", "4_last"}, "head"), "2 of 3 are applied, up to 4_last");
    says(up(alone(), {"1", "2"}, "head"), "inside the range that 4_C replaces: 1 of 3 are applied, up to 2");
    says(up(alone(), {"4_C"}, "head"), "4_C is applied, but 1, which it revises, is not");
    says(up(with_both(), {"1", "3"}, "head"), "3 is applied, but 2, which it revises, is not");
}

TEST_CASE("a checkpoint is reverted at once, its range revision by revision") {
    CHECK(down(with_both(), {"1", "4_C", "5"}, "base") == "5 4_C 1");
    CHECK(down(with_both(), {"1", "4_C", "5"}, "-2") == "5 4_C");
    CHECK(down(with_both(), {"1", "4_C", "5"}, "1") == "5 4_C");
    CHECK(down(with_both(), {"1", "4_C", "5"}, "4_last") == "5");
    CHECK(down(with_both(), {"1", "4_C", "5"}, "4_C") == "5");
    says(down(with_both(), {"1", "4_C", "5"}, "3"), "downgrade can stop at 4_C, or before it, at 1 [E311]");
    CHECK(down(with_both(), {"1", "2", "3", "4_last", "5"}, "4_C") == "5");
    CHECK(down(with_both(), {"1", "2", "3", "4_last", "5"}, "2") == "5 4_last 3");
    CHECK(down(with_both(), {"1", "2", "3"}, "base") == "3 2 1");
    says(down(with_both(), {"1", "2"}, "4_C"), "4_C is not applied");
    CHECK(down(alone(), {"1", "2", "3", "4_last", "5"}, "base") == "5 4_C 1");
    CHECK(down(alone(), {"1", "2", "3", "4_last", "5"}, "1") == "5 4_C");
    CHECK(down(alone(), {"1", "2", "3", "4_last", "5"}, "-1") == "5");
}

TEST_CASE("the ledger determines the current revision, also at a checkpoint") {
    CHECK(now(with_both(), {"1", "4_C"}) == "4_C");
    CHECK(now(with_both(), {"1", "4_C", "5"}) == "5");
    CHECK(now(with_both(), {"1", "2", "3", "4_last"}) == "4_last");
    CHECK(now(with_both(), {"1", "2", "3", "4_last", "5"}) == "5");
    CHECK(now(with_both(), {"1", "2"}) == "2");
    CHECK(now(alone(), {"1", "2", "3", "4_last"}) == "4_last");
    CHECK(now(alone(), {"1", "2", "3", "4_last", "5"}) == "5");
    CHECK(now(alone(), {"1", "2"}) == "2");
    CHECK(now(alone(), {"1", "4_C"}) == "4_C");
}
