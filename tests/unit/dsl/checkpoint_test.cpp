// Where checkpoints stand in the graph of revisions.
#include <retort/model/history.hpp>

#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace retort::model;

namespace {

struct written {
    const char* id;
    std::vector<const char*> parents;
    std::vector<const char*> replaces = {};
};

struct result {
    std::string order;
    std::string faults;
    list<revision_node> graph;
};
result ordered(const std::vector<written>& nodes) {
    result out;
    for (const written& n : nodes) {
        revision_node& r = out.graph.emplace_back();
        r.id = n.id;
        for (const char* p : n.parents) r.parents.push_back(p);
        for (const char* p : n.replaces) r.replaces.push_back(p);
    }
    faults found;
    const auto order = replay_order(out.graph, found);
    for (const int at : order)
        out.order += std::string(out.order.empty() ? "" : " ") + nodes[static_cast<std::size_t>(at)].id;
    if (found.empty()) check_heads(out.graph, order, found);
    for (const fault& f : found) out.faults += std::string(to_string(f)) + "\n";
    return out;
}
std::string_view parent_of(const result& r, std::string_view id) {
    for (const revision_node& n : r.graph)
        if (n.id == id) return n.parents.empty() ? std::string_view() : n.parents[0];
    return "there is no such revision";
}

}  // namespace

TEST_CASE("a checkpoint is placed before its range, which is contiguous") {
    const result r = ordered({{"1", {}},
                              {"2", {"1"}},
                              {"beside", {"1"}},
                              {"3a", {"2"}},
                              {"3b", {"2"}},
                              {"4", {"3a", "3b"}},
                              {"5", {"4", "beside"}},
                              {"C", {"1"}, {"2", "3b", "3a", "4"}}});
    CHECK(r.faults == "");
    CHECK(r.order == "1 beside C 2 3b 3a 4 5");
    CHECK(r.graph[7].shadow);
}

TEST_CASE("a child of a checkpoint revises the last revision of its range if it exists") {
    const result both = ordered({{"1", {}}, {"2", {"1"}}, {"C", {}, {"1", "2"}}, {"3", {"C"}}});
    CHECK(both.faults == "");
    CHECK(both.order == "C 1 2 3");
    CHECK(parent_of(both, "3") == "2");
    const result old = ordered({{"1", {}}, {"2", {"1"}}, {"C", {}, {"1", "2"}}, {"3", {"2"}}});
    CHECK(old.order == "C 1 2 3");
    for (const char* named : {"2", "C"}) {
        const result alone = ordered({{"C", {}, {"1", "2"}}, {"3", {named}}});
        CHECK(alone.faults == "");
        CHECK(alone.order == "C 3");
        CHECK(parent_of(alone, "3") == "C");
        CHECK_FALSE(alone.graph[0].shadow);
    }
}

TEST_CASE("a checkpoint at the end is not a second head, and checkpoints can follow each other") {
    CHECK(ordered({{"1", {}}, {"2", {"1"}}, {"C", {}, {"1", "2"}}}).faults == "");
    const result two = ordered({{"1", {}}, {"2", {"1"}}, {"C", {}, {"1"}}, {"D", {"C"}, {"2"}}, {"3", {"D"}}});
    CHECK(two.faults == "");
    CHECK(two.order == "C 1 D 2 3");
    CHECK(ordered({{"1", {}}, {"C", {}, {"1"}}, {"2", {"1"}}, {"x", {"1"}}}).faults ==
          "the history has 2 heads: 2, x; let one of them revise the other, or add a migration that revises both "
          "(NAME-migrate merge -m \"...\" writes it) [E151]\n");
}

TEST_CASE("checkpoint errors") {
    CHECK(ordered({{"1", {}}, {"2", {"1"}}, {"C", {}, {"1", "2", "3", "4", "5", "6"}}}).faults ==
          "checkpoint 'C' replaces '3', '4', '5' and 1 more, which are missing from this history, and other revisions "
          "that are in it; restore the missing revisions, or remove the others too [E401]\n");
    const auto why = [](const std::vector<written>& nodes) {
        const std::string all = ordered(nodes).faults;
        return all.substr(0, all.find(';'));
    };
    CHECK(why({{"1", {}}, {"2", {"1"}}, {"3", {"1"}}, {"4", {"2", "3"}}, {"C", {}, {"1", "2", "3"}}}) ==
          "revision '4' revises '2', which checkpoint 'C' replaces");
    CHECK(why({{"1", {}}, {"2", {"1"}}, {"3", {"1"}}, {"C", {}, {"1", "2", "3"}}}) ==
          "the range of checkpoint 'C' is not contiguous: no revision of the range revises '2', which "
          "is not the last revision of the range");
    CHECK(why({{"1", {}}, {"2", {"1"}}, {"C", {}, {"2", "1"}}}) ==
          "the range of checkpoint 'C' is not contiguous: '2' revises '1', which is not "
          "listed before it");
    CHECK(why({{"1", {}}, {"2", {}}, {"3", {"1", "2"}}, {"C", {}, {"1", "2", "3"}}}) ==
          "the range of checkpoint 'C' is not contiguous: '2' revises nothing");
    CHECK(why({{"1", {}}, {"2", {"1"}}, {"x", {}}, {"3", {"2", "x"}}, {"C", {}, {"1", "2", "3"}}}) ==
          "the range of checkpoint 'C' is not contiguous: '3' revises 'x', which is not listed before it");
    CHECK(why({{"1", {}}, {"2", {"1"}}, {"C", {"1"}, {"1", "2"}}}) ==
          "checkpoint 'C' revises '1', but '1', the first revision that it replaces, revises nothing");
    CHECK(why({{"1", {}}, {"C", {}, {"1", "1"}}}) == "checkpoint 'C' replaces '1', which it lists twice");
    CHECK(why({{"1", {}}, {"C", {}, {"1"}}, {"D", {}, {"C"}}}) == "checkpoint 'D' replaces 'C', which is a checkpoint");
    CHECK(why({{"C", {}, {"1", "2"}}, {"3", {"1"}}}) == "revision '3' revises '1', which checkpoint 'C' replaces");
    CHECK(why({{"C", {}, {"1", "2"}}, {"3", {"0"}}}) == "revision '3' revises '0', which is not in this history");
    CHECK(why({{"1", {"3"}}, {"2", {"1"}}, {"C", {"3"}, {"1", "2"}}, {"3", {"2"}}}).find("form a cycle") !=
          std::string::npos);
}
