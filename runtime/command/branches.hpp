// Where a history branches, and where the branches go.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../src/revisions.hpp"
#include "people.hpp"

namespace retort::command {

/// From one child of a place that branches, straight on.
struct branch {
    /// What it ends at: a head, the merge behind its last revision, or a revision that branches again.
    enum class end { head, merge, branching };
    std::size_t first = 0;
    /// The last one of its own; of no meaning where it has none, which is a child that is itself a merge.
    std::size_t last = 0;
    std::size_t count = 0;
    branch::end ends = end::head;
    /// Where it is merged.
    std::optional<std::size_t> merged_in;
};

struct branching {
    /// Nothing for base: a history with several roots branches there.
    std::optional<std::size_t> at;
    std::vector<branch> branches;
};

std::vector<branching> branchings(const detail::graph& revisions);

std::string branches_text(const detail::graph& revisions, std::string_view program, const style& in);

/// "shop has 2 heads, a and b: upgrade heads applies both; shop-migrate merge … makes them one"; empty for one head.
std::string heads_note(const detail::graph& revisions, std::string_view program);

}  // namespace retort::command
