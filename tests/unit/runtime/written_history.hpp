// Histories written down in a test.
#pragma once

#include <retort/plan.hpp>

#include <deque>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::test {

/// Ids with the parents of each; without anything to run.
struct written_history {
    using nodes = std::vector<std::pair<std::string_view, std::vector<std::string_view>>>;

    explicit written_history(const nodes& all) {
        for (const auto& [id, on] : all) {
            parents.push_back(on);
            revisions.push_back({.id = id,
                                 .message = "",
                                 .parents = parents.back(),
                                 .checksum = "1:0",
                                 .operations = {},
                                 .routes = routes});
        }
        history = {"shop", kinds, revisions};
    }
    written_history(const written_history&) = delete;
    written_history& operator=(const written_history&) = delete;

    static constexpr database kinds[] = {database::sqlite};
    static constexpr plan::route routes[] = {{database::sqlite, {}, {}}};
    std::deque<std::vector<std::string_view>> parents;
    std::vector<plan::revision> revisions;
    plan::history history;
};

}  // namespace retort::test
