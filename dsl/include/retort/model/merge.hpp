// Whether the branches that a revision merges can be taken in either order.
#pragma once

#include <retort/model/difference.hpp>
#include <retort/model/history.hpp>

namespace retort::model {

namespace detail {

/// Which revisions come before `of`, itself included.
constexpr list<bool> ancestors(const list<revision_node>& graph, const list<int>& order, const name_index& by_id,
                               int of) {
    auto in = filled(graph.size(), false);
    in[static_cast<std::size_t>(of)] = true;
    for (std::size_t i = order.size(); i-- > 0;) {
        const auto at = static_cast<std::size_t>(order[i]);
        if (!in[at]) continue;
        for (std::string_view parent : graph[at].parents)
            in[static_cast<std::size_t>(by_id.find(name_hash{}.feed(parent).state))] = true;
    }
    return in;
}

}  // namespace detail

/// For each revision that merges branches: both orders lead to the same schema. `replay(order, faults)` gives the
/// schema after the revisions at these positions.
constexpr void check_merges(const list<revision_node>& graph, const list<int>& order, auto&& replay, faults& out) {
    name_index by_id;
    bool any = false;
    for (std::size_t i = 0; i < graph.size(); ++i) any = any || graph[i].parents.size() > 1;
    if (!any) return;
    for (std::size_t i = 0; i < graph.size(); ++i) by_id.set(name_hash{}.feed(graph[i].id).state, static_cast<int>(i));
    const auto position = [&](std::string_view id) { return by_id.find(name_hash{}.feed(id).state); };
    for (int at : order) {
        const revision_node& merge = graph[static_cast<std::size_t>(at)];
        for (std::size_t i = 0; i < merge.parents.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const auto left = detail::ancestors(graph, order, by_id, position(merge.parents[j]));
                const auto right = detail::ancestors(graph, order, by_id, position(merge.parents[i]));
                list<int> one, other;
                const auto add = [&](list<int>& to, bool in_left, bool in_right) {
                    for (int r : order) {
                        const auto k = static_cast<std::size_t>(r);
                        if (left[k] == in_left && right[k] == in_right) to.push_back(r);
                    }
                };
                add(one, true, true);
                add(one, true, false);
                add(one, false, true);
                add(other, true, true);
                add(other, false, true);
                add(other, true, false);
                faults found;
                const schema a = replay(one, found);
                const schema b = replay(other, found);
                if (!found.empty())
                    add_fault(out, 155, merge.place,
                              {merge.id, merge.parents[j], merge.parents[i],
                               "the other way round, " + detail::fill(find_diagnostic(found.front().code)->sentence,
                                                                      found.front().arguments)});
                else if (!same(a, b))
                    add_fault(out, 155, merge.place,
                              {merge.id, merge.parents[j], merge.parents[i],
                               first_difference(a, b).what + " depends on which runs first"});
            }
    }
}

}  // namespace retort::model
