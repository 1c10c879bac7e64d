// Whether the branches that a revision merges can be taken in either order.
#pragma once

#include <retort/model/commute.hpp>
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

/// Calls `found` with what keeps a step of the left branch and one of the right from being taken in either order: the
/// first there is.
constexpr void check_traces(const list<revision_node>& graph, const list<int>& order, int to_left, const schema& s,
                            const list<trace>& steps, auto&& found) {
    const auto words = [&](const trace& t) {
        const int at = order[static_cast<std::size_t>(t.revision - 1)];
        return t.words + " in '" + string(graph[static_cast<std::size_t>(at)].id) + "'";
    };
    for (const trace& a : steps)
        for (const trace& b : steps) {
            if (a.revision > to_left || b.revision <= to_left) continue;
            const string why = clash(s, a, b, words(a), words(b));
            if (!why.empty()) return found(why);
        }
}

}  // namespace detail

/// For each revision that merges branches: both orders lead to the same schema, and to the same rows as far as that can
/// be seen, or the merge assumes it. `replay(order, faults, traces)` gives the schema after the revisions at these
/// positions.
constexpr void check_merges(const list<revision_node>& graph, const list<int>& order, auto&& replay, faults& out) {
    name_index by_id;
    bool any = false;
    for (std::size_t i = 0; i < graph.size(); ++i) any = any || graph[i].parents.size() > 1;
    if (!any) return;
    for (std::size_t i = 0; i < graph.size(); ++i) by_id.set(name_hash{}.feed(graph[i].id).state, static_cast<int>(i));
    const auto position = [&](std::string_view id) { return by_id.find(name_hash{}.feed(id).state); };
    for (int at : order) {
        const revision_node& merge = graph[static_cast<std::size_t>(at)];
        if (merge.shadow) continue;
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
                int common = 0, to_left = 0;
                for (int r : one) {
                    common += left[static_cast<std::size_t>(r)] && right[static_cast<std::size_t>(r)];
                    to_left += left[static_cast<std::size_t>(r)];
                }
                traces steps{.after = common};
                traces none{.after = static_cast<int>(one.size())};
                const schema a = replay(one, found, steps);
                const schema b = replay(other, found, none);
                const auto clashing = [&](const string& why, std::string_view or_else) {
                    add_fault(out, 155, merge.place, {merge.id, merge.parents[j], merge.parents[i], why, or_else});
                };
                if (!found.empty())
                    clashing("the other way round, " +
                                 detail::fill(find_diagnostic(found.front().code)->sentence, found.front().arguments),
                             {});
                else if (!same(a, b))
                    clashing(first_difference(a, b).what + " depends on which runs first", {});
                else if (merge.assume.empty())
                    detail::check_traces(graph, one, to_left, a, steps.all, [&](const string& why) {
                        clashing(why, ", or say assume(\"why\") in the merge where either order will do");
                    });
            }
    }
}

}  // namespace retort::model
