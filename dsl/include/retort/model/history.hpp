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
    /// Of a checkpoint: the revisions that it stands for, in their order.
    names replaces = {};
    /// Of a checkpoint, once replay_order has seen it: what it replaces is in the history too, and is what is replayed.
    bool shadow = false;
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

constexpr string quoted_id(std::string_view id) {
    string text("'");
    text += id;
    text += "'";
    return text;
}

/// The first three of many ids.
constexpr string some_of(const names& ids) {
    string text;
    for (std::size_t i = 0; i < ids.size() && i < 3; ++i) {
        if (i != 0) text += ", ";
        text += quoted_id(ids[i]);
    }
    if (ids.size() > 3) {
        text += " and ";
        text += decimal(static_cast<long long>(ids.size() - 3));
        text += " more";
    }
    return text;
}

/// What the checkpoints of a history replace.
struct replaced {
    /// By the hash of a replaced id: the position of its checkpoint.
    name_index by_id = {};
    /// By the position of a revision that a shadow replaces: the shadow's; of others their own. Empty where there is
    /// no checkpoint.
    list<int> stand_in = {};

    constexpr std::size_t of(std::size_t at) const {
        return stand_in.empty() ? at : static_cast<std::size_t>(stand_in[at]);
    }
};

/// Which checkpoints are shadows, and that no two speak of the same.
constexpr void find_shadows(list<revision_node>& revisions, const name_index& by_id, replaced& found, faults& out) {
    for (std::size_t i = 0; i < revisions.size(); ++i) found.stand_in.push_back(static_cast<int>(i));
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        revision_node& checkpoint = revisions[i];
        if (checkpoint.replaces.empty()) continue;
        names missing;
        for (std::string_view id : checkpoint.replaces) {
            const std::uint64_t hash = hash_of(id);
            const int at = by_id.find(hash);
            const int taken = found.by_id.find(hash);
            if (taken == static_cast<int>(i)) {
                add_fault(out, 404, checkpoint.place, {checkpoint.id, id, "which it lists twice"});
            } else if (taken != name_index::absent) {
                const string too =
                    "which checkpoint " + quoted_id(revisions[static_cast<std::size_t>(taken)].id) + " replaces too";
                add_fault(out, 404, checkpoint.place, {checkpoint.id, id, too});
            } else if (at != name_index::absent && !revisions[static_cast<std::size_t>(at)].replaces.empty()) {
                add_fault(out, 404, checkpoint.place, {checkpoint.id, id, "which is a checkpoint"});
            }
            found.by_id.set(hash, static_cast<int>(i));
            if (at == name_index::absent)
                missing.push_back(id);
            else
                found.stand_in[static_cast<std::size_t>(at)] = static_cast<int>(i);
        }
        checkpoint.shadow = missing.empty();
        if (!missing.empty() && missing.size() != checkpoint.replaces.size())
            add_fault(out, 401, checkpoint.place,
                      {checkpoint.id, some_of(missing), missing.size() == 1 ? "is" : "are"});
    }
}

/// Who revises a checkpoint revises what stands in the history for its end; and nobody revises anything else of it.
constexpr void settle_parents(list<revision_node>& revisions, const name_index& by_id, const replaced& found,
                              faults& out) {
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        revision_node& r = revisions[i];
        for (std::string_view& parent : r.parents) {
            const std::uint64_t hash = hash_of(parent);
            if (const int at = by_id.find(hash); at != name_index::absent) {
                const revision_node& named = revisions[static_cast<std::size_t>(at)];
                if (named.shadow) parent = named.replaces.back();
            }
            const int by = found.by_id.find(hash);
            if (by == name_index::absent || by == static_cast<int>(i)) continue;
            const revision_node& checkpoint = revisions[static_cast<std::size_t>(by)];
            const bool inside = found.stand_in[i] == by;
            if (!inside && !equal(parent, checkpoint.replaces.back()))
                add_fault(out, 406, r.place, {r.id, parent, checkpoint.id, checkpoint.replaces.back()});
            else if (!checkpoint.shadow)
                parent = checkpoint.id;
        }
    }
}

/// What a shadow replaces is one piece of the history: a way in, a way out, and nothing loose.
constexpr void check_piece(const list<revision_node>& revisions, const name_index& by_id, const revision_node& shadow,
                           faults& out) {
    const auto not_one_piece = [&](const string& why) { add_fault(out, 402, shadow.place, {shadow.id, why}); };
    name_index listed;  // by id: the place in the list
    auto has_child = filled(shadow.replaces.size(), false);
    for (std::size_t k = 0; k < shadow.replaces.size(); ++k)
        listed.set(hash_of(shadow.replaces[k]), static_cast<int>(k));
    for (std::size_t k = 0; k < shadow.replaces.size(); ++k) {
        const revision_node& r = revisions[static_cast<std::size_t>(by_id.find(hash_of(shadow.replaces[k])))];
        if (k != 0 && r.parents.empty()) return not_one_piece(quoted_id(r.id) + " revises nothing");
        for (std::string_view parent : r.parents) {
            const int at = listed.find(hash_of(parent));
            if (at == name_index::absent ? k != 0 : at >= static_cast<int>(k))
                return not_one_piece(quoted_id(r.id) + " revises " + quoted_id(parent) +
                                     ", which is not listed before it");
            if (at != name_index::absent) has_child[static_cast<std::size_t>(at)] = true;
        }
    }
    for (std::size_t k = 0; k + 1 < has_child.size(); ++k)
        if (!has_child[k])
            return not_one_piece("no revision of the range revises " + quoted_id(shadow.replaces[k]) +
                                 ", which is not the last revision of the range");
    const revision_node& first = revisions[static_cast<std::size_t>(by_id.find(hash_of(shadow.replaces[0])))];
    bool alike = first.parents.size() == shadow.parents.size();
    for (std::string_view parent : shadow.parents) alike = alike && contains(first.parents, parent);
    const auto what = [](const names& parents) {
        if (parents.empty()) return string("nothing");
        return some_of(parents);
    };
    if (!alike) add_fault(out, 403, shadow.place, {shadow.id, what(shadow.parents), first.id, what(first.parents)});
}

constexpr void settle_checkpoints(list<revision_node>& revisions, const name_index& by_id, replaced& found,
                                  faults& out) {
    bool any = false;
    for (const revision_node& r : revisions) any = any || !r.replaces.empty();
    if (!any) return;
    find_shadows(revisions, by_id, found, out);
    if (!out.empty()) return;
    settle_parents(revisions, by_id, found, out);
    if (!out.empty()) return;
    for (const revision_node& r : revisions)
        if (r.shadow) check_piece(revisions, by_id, r, out);
}
}  // namespace detail

/// Positions in an order in which every parent stands before its children, and a checkpoint right before what it
/// replaces, which stands together. Notes which checkpoints are shadows, and lets parents name what is replayed.
/// Faults: unknown parent, two revisions of one id, a cycle, and what is wrong with checkpoints.
constexpr list<int> replay_order(list<revision_node>& revisions, faults& out) {
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
            add_fault(out, 192, r.place, {r.id, "assume(...), but it merges nothing"});
        const std::uint64_t hash = hash_of(r.id);
        if (by_id.find(hash) != name_index::absent) add_fault(out, 153, r.place, {r.id});
        by_id.set(hash, i);
        order.push_back(i);
    }
    detail::replaced pieces;
    detail::settle_checkpoints(revisions, by_id, pieces, out);
    if (pieces.stand_in.empty() && detail::is_one_line(revisions)) return order;
    if (!pieces.stand_in.empty() && !out.empty()) return {};
    order.clear();

    names ids;
    for (const revision_node& r : revisions) ids.push_back(r.id);
    auto children = filled(revisions.size(), list<int>{});
    auto waiting_for = filled(revisions.size(), 0);
    for (int i = 0; i < size; ++i) {
        const revision_node& r = revisions[static_cast<std::size_t>(i)];
        if (r.misuse.code != 0 || pieces.of(static_cast<std::size_t>(i)) != static_cast<std::size_t>(i)) continue;
        for (std::string_view parent : r.parents) {
            const int at = by_id.find(hash_of(parent));
            if (at == name_index::absent) {
                names others;
                for (std::string_view id : ids)
                    if (id != r.id) others.push_back(id);
                add_fault(out, 150, r.place, {r.id, parent}, nearest(parent, others));
                continue;
            }
            children[pieces.of(static_cast<std::size_t>(at))].push_back(i);
            ++waiting_for[static_cast<std::size_t>(i)];
        }
    }
    if (!out.empty()) return {};

    // A shadow stands for its piece until the order is known.
    list<int> ready;
    for (int i = 0; i < size; ++i)
        if (waiting_for[static_cast<std::size_t>(i)] == 0 &&
            pieces.of(static_cast<std::size_t>(i)) == static_cast<std::size_t>(i))
            ready.push_back(i);
    for (std::size_t next = 0; next < ready.size(); ++next) {
        const revision_node& r = revisions[static_cast<std::size_t>(ready[next])];
        order.push_back(ready[next]);
        if (r.shadow)
            for (std::string_view id : r.replaces) order.push_back(by_id.find(hash_of(id)));
        for (int child : children[static_cast<std::size_t>(ready[next])])
            if (--waiting_for[static_cast<std::size_t>(child)] == 0) ready.push_back(child);
    }

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

/// The positions of the revisions that no other one revises, in order. A shadow is none: what it replaces leads there.
constexpr list<int> heads_of(const list<revision_node>& revisions, const list<int>& order) {
    name_index revised;
    for (const revision_node& r : revisions)
        for (std::string_view parent : r.parents) revised.set(hash_of(parent), 1);
    list<int> heads;
    for (int at : order)
        if (const revision_node& r = revisions[static_cast<std::size_t>(at)];
            !r.shadow && revised.find(hash_of(r.id)) == name_index::absent)
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
