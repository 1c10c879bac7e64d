// The graph of revisions: who revises whom, and in which order they are replayed.
#pragma once

#include <retort/model/diagnostic.hpp>

namespace retort::model {

/// A migration without its steps: its place in the graph.
struct revision_node {
    std::string_view id = {};
    names parents = {};
    model::place place = {};
    std::string_view message = {};
    /// Of a merge: why its branches may run in either order, where that cannot be seen.
    std::string_view assume = {};
    model::misuse misuse = {};
};

namespace detail {
/// Whether each revision revises the one that stands before it, and nothing else: what most histories are.
constexpr bool is_one_line(const list<revision_node>& revisions) {
    const revision_node* before = nullptr;
    for (const revision_node& r : revisions) {
        if (before ? r.parents.size() != 1 || !equal(r.parents[0], before->id) : !r.parents.empty()) return false;
        before = &r;
    }
    return true;
}
}  // namespace detail

/// Positions in an order in which every parent stands before its children. Faults: unknown parent, two revisions of one
/// id, a cycle.
constexpr list<int> replay_order(const list<revision_node>& revisions, faults& out) {
    name_index by_id;
    const auto size = static_cast<int>(revisions.size());
    list<int> order;
    order.reserve(revisions.size());
    for (int i = 0; i < size; ++i) {
        const revision_node& r = revisions[static_cast<std::size_t>(i)];
        if (r.id.empty()) add_fault(out, 119, r.place, {"a migration"});
        if (r.misuse.code != 0)
            add_fault(out, r.misuse.code, r.misuse.place, {r.misuse.subject, r.misuse.given, r.misuse.way_out});
        if (r.assume.data() != nullptr && r.assume.empty()) add_fault(out, 176, r.place, {r.id});
        if (!r.assume.empty() && r.parents.size() < 2)
            add_fault(out, 192, r.place, {r.id, "assume(...), and merges nothing"});
        const std::uint64_t hash = hash_of(r.id);
        if (by_id.find(hash) != name_index::absent) add_fault(out, 153, r.place, {r.id});
        by_id.set(hash, i);
        order.push_back(i);
    }
    if (detail::is_one_line(revisions)) return order;
    order.clear();

    names ids;
    for (const revision_node& r : revisions) ids.push_back(r.id);
    auto children = filled(revisions.size(), list<int>{});
    auto waiting_for = filled(revisions.size(), 0);
    for (int i = 0; i < size; ++i) {
        const revision_node& r = revisions[static_cast<std::size_t>(i)];
        if (r.misuse.code != 0) continue;
        for (std::string_view parent : r.parents) {
            const int at = by_id.find(hash_of(parent));
            if (at == name_index::absent) {
                add_fault(out, 150, r.place, {r.id, parent}, nearest(parent, ids));
                continue;
            }
            children[static_cast<std::size_t>(at)].push_back(i);
            ++waiting_for[static_cast<std::size_t>(i)];
        }
    }
    if (!out.empty()) return {};

    for (int i = 0; i < size; ++i)
        if (waiting_for[static_cast<std::size_t>(i)] == 0) order.push_back(i);
    for (std::size_t next = 0; next < order.size(); ++next)
        for (int child : children[static_cast<std::size_t>(order[next])])
            if (--waiting_for[static_cast<std::size_t>(child)] == 0) order.push_back(child);

    if (order.size() != revisions.size()) {
        names circle;
        const place* at = nullptr;
        for (int i = 0; i < size; ++i)
            if (waiting_for[static_cast<std::size_t>(i)] != 0) {
                if (!at) at = &revisions[static_cast<std::size_t>(i)].place;
                circle.push_back(revisions[static_cast<std::size_t>(i)].id);
            }
        add_fault(out, 152, *at, {join(circle)});
        return {};
    }
    return order;
}

/// The positions of the revisions that no other one revises, in order.
constexpr list<int> heads_of(const list<revision_node>& revisions, const list<int>& order) {
    name_index revised;
    for (const revision_node& r : revisions)
        for (std::string_view parent : r.parents) revised.set(hash_of(parent), 1);
    list<int> heads;
    for (int at : order)
        if (revised.find(hash_of(revisions[static_cast<std::size_t>(at)].id)) == name_index::absent)
            heads.push_back(at);
    return heads;
}

/// Faults: two heads.
constexpr void check_heads(const list<revision_node>& revisions, const list<int>& order, faults& out) {
    if (detail::is_one_line(revisions)) return;
    const list<int> heads = heads_of(revisions, order);
    if (heads.size() < 2) return;
    names ids;
    for (int at : heads) ids.push_back(revisions[static_cast<std::size_t>(at)].id);
    add_fault(out, 151, revisions[static_cast<std::size_t>(heads.back())].place,
              {decimal(static_cast<long long>(ids.size())), join(ids)});
}

}  // namespace retort::model
