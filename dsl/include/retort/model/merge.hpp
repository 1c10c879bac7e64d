// Whether the branches that a revision merges can be taken in either order.
#pragma once

#include <retort/model/commute.hpp>
#include <retort/model/difference.hpp>
#include <retort/model/history.hpp>

namespace retort::model {

namespace detail {

constexpr name_index positions(const list<revision_node>& graph) {
    name_index by_id;
    for (std::size_t i = 0; i < graph.size(); ++i) by_id.set(hash_of(graph[i].id), static_cast<int>(i));
    return by_id;
}

constexpr string sentence_of(const faults& found) {
    return fill(find_diagnostic(found.front().code)->sentence, found.front().arguments);
}

/// Which revisions come before `of`, itself included.
constexpr list<bool> ancestors(const list<revision_node>& graph, const list<int>& order, const name_index& by_id,
                               int of) {
    auto in = filled(graph.size(), false);
    in[static_cast<std::size_t>(of)] = true;
    for (std::size_t i = order.size(); i-- > 0;) {
        const auto at = static_cast<std::size_t>(order[i]);
        if (!in[at]) continue;
        for (std::string_view parent : graph[at].parents)
            in[static_cast<std::size_t>(by_id.find(hash_of(parent)))] = true;
    }
    return in;
}

/// Calls `found` with what keeps a step of the left branch and one of the right from being taken in either order: the
/// first there is. The left branch's revisions come first, up to the number `to_left`, then the right's, up to
/// `to_right`.
constexpr void check_traces(const list<revision_node>& graph, const list<int>& order, int to_left, int to_right,
                            const schema& s, const list<trace>& steps, auto&& found) {
    const auto words = [&](const trace& t) {
        const int at = order[static_cast<std::size_t>(t.revision - 1)];
        return t.words + " in '" + string(graph[static_cast<std::size_t>(at)].id) + "'";
    };
    for (const trace& a : steps)
        for (const trace& b : steps) {
            if (a.revision > to_left || b.revision <= to_left || b.revision > to_right) continue;
            if (!could_meet(a, b)) continue;
            const string why = clash(s, a, b, words(a), words(b));
            if (!why.empty()) return found(why);
        }
}

}  // namespace detail

/// For each revision that merges branches: both orders, with the merge's own steps behind them, lead to the same
/// schema, and to the same rows as far as that can be seen, or the merge assumes it. `replay(order, faults, traces)`
/// gives the schema after the revisions at these positions.
constexpr void check_merges(const list<revision_node>& graph, const list<int>& order, auto&& replay, faults& out) {
    bool any = false;
    for (std::size_t i = 0; i < graph.size(); ++i) any = any || graph[i].parents.size() > 1;
    if (!any) return;
    const name_index by_id = detail::positions(graph);
    const auto position = [&](std::string_view id) { return by_id.find(hash_of(id)); };
    for (int at : order) {
        const revision_node& merge = graph[static_cast<std::size_t>(at)];
        if (merge.parents.size() < 2 || merge.shadow) continue;
        const auto all = detail::ancestors(graph, order, by_id, at);
        for (std::size_t i = 0; i < merge.parents.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const auto left = detail::ancestors(graph, order, by_id, position(merge.parents[j]));
                const auto right = detail::ancestors(graph, order, by_id, position(merge.parents[i]));
                list<int> one, other;
                const auto add = [&](list<int>& to, bool in_left, bool in_right) {
                    for (int r : order) {
                        const auto k = static_cast<std::size_t>(r);
                        if (all[k] && r != at && left[k] == in_left && right[k] == in_right) to.push_back(r);
                    }
                };
                add(one, true, true);
                const auto common = static_cast<int>(one.size());
                add(one, true, false);
                const auto to_left = static_cast<int>(one.size());
                add(one, false, true);
                const auto to_right = static_cast<int>(one.size());
                add(other, true, true);
                add(other, false, true);
                add(other, true, false);
                for (list<int>* way : {&one, &other}) {
                    add(*way, false, false);  // of a third branch
                    way->push_back(at);
                }
                faults found;
                traces steps{.after = common};
                traces none{.after = static_cast<int>(one.size())};
                const schema a = replay(one, found, steps);
                const schema b = replay(other, found, none);
                const auto clashing = [&](const string& why, std::string_view or_else) {
                    string merged;
                    if (!merge.id.empty()) {
                        merged += ", which '";
                        merged += merge.id;
                        merged += "' merges,";
                    }
                    add_fault(out, 155, merge.place, {merge.parents[j], merge.parents[i], merged, why, or_else});
                };
                if (!found.empty()) {
                    string why("in the other order, ");
                    why += detail::sentence_of(found);
                    clashing(why, {});
                } else if (!same(a, b))
                    clashing(first_difference(a, b).what + " depends on which runs first",
                             ", or add steps to the merge that settle the result (NAME-migrate merge -m \"...\" writes "
                             "one)");
                else if (merge.assume.empty())
                    detail::check_traces(graph, one, to_left, to_right, a, steps.all, [&](const string& why) {
                        clashing(why, ", or add assume(\"why\") to the merge if either order is correct");
                    });
            }
    }
}

/// The revision at `order[failed]` has the faults in `out`. Where it has none on its own branch, it is at odds with a
/// revision of another one, and that is what is said (E155).
constexpr void blame_other_branch(const list<revision_node>& graph, const list<int>& order, std::size_t failed,
                                  auto&& replay, faults& out) {
    const name_index by_id = detail::positions(graph);
    const int at = order[failed];
    const auto own = detail::ancestors(graph, order, by_id, at);
    const auto fails_beside = [&](const list<bool>& others) {
        list<int> in_order;
        for (int r : order)
            if (r != at && (own[static_cast<std::size_t>(r)] || others[static_cast<std::size_t>(r)]))
                in_order.push_back(r);
        in_order.push_back(at);
        faults found;
        traces none{.after = static_cast<int>(in_order.size())};
        (void)replay(in_order, found, none);
        return !found.empty();
    };
    if (fails_beside(own)) return;
    for (std::size_t i = 0; i < failed; ++i) {
        if (own[static_cast<std::size_t>(order[i])] || graph[static_cast<std::size_t>(order[i])].shadow) continue;
        if (!fails_beside(detail::ancestors(graph, order, by_id, order[i]))) continue;
        const revision_node& r = graph[static_cast<std::size_t>(at)];
        const string why = detail::sentence_of(out);
        out.clear();
        add_fault(out, 155, r.place, {graph[static_cast<std::size_t>(order[i])].id, r.id, {}, why, {}});
        return;
    }
}

}  // namespace retort::model
