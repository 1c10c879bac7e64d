// What an operation destroys: tables and columns whose contents cannot be had back by undoing it. And the author's
// approval of that, allow_loss("why").
#pragma once

#include <retort/model/obligation.hpp>

namespace retort::model {

namespace detail {

constexpr string lost_column(std::string_view table, std::string_view column) {
    return string(table) + "." + string(column);
}

/// A backfill overwrites nothing where it fills what is NULL.
constexpr bool fills_nulls_only(const expression& where, std::string_view column) {
    for (int i = where.root(); i >= 0;) {
        const node& n = where.at(i);
        if (n.kind == node_kind::and_) {  // enough if one side says so; the other is looked at where it is a column
            const node& right = where.at(n.right);
            if (right.kind == node_kind::is_null && where.at(right.left).name == column) return true;
            i = n.left;
            continue;
        }
        return n.kind == node_kind::is_null && where.at(n.left).kind == node_kind::column &&
               where.at(n.left).name == column;
    }
    return false;
}

}  // namespace detail

/// An operation that can destroy contents; it has `allow_loss`. Raw SQL and functions are not understood.
template <class Operation>
concept CanDestroy = (answers_of<Operation>.destroyed == answer::yes);

// Tables and columns ("orders.vin") whose contents an operation destroys; nothing where nothing is lost, and where what
// it is about is not there.

template <class Operation>
constexpr list<string> destroyed(const Operation&, const schema&) {
    RETORT_ANSWERS_NO(destroyed, Operation);
    return {};
}

template <class = void>
constexpr list<string> destroyed(const drop_table& o, const schema& before) {
    list<string> lost;
    if (before.find(o.table)) lost.push_back(string(o.table));
    return lost;
}

template <class = void>
constexpr list<string> destroyed(const drop_column& o, const schema& before) {
    list<string> lost;
    const table* t = before.find(o.table);
    // What is computed can be computed again.
    if (t && t->find(o.column) && !t->find_generated(o.column)) lost.push_back(detail::lost_column(o.table, o.column));
    return lost;
}

template <class = void>
constexpr list<string> destroyed(const alter_column& o, const schema& before) {
    list<string> lost;
    const table* t = before.find(o.table);
    const column* was = t ? t->find(o.column) : nullptr;
    // What using_ computes takes the place of what was there, whatever the types.
    if (was && o.type && (!o.using_.empty() || !widens(was->type, *o.type)))
        lost.push_back(detail::lost_column(o.table, o.column));
    return lost;
}

template <class = void>
constexpr list<string> destroyed(const replace_object& o, const schema& before) {
    list<string> lost;
    if (!detail::narrower_domain(before, o.object)) return lost;
    for (const table& t : before.tables)
        for (const column& c : t.columns)
            if (detail::is_of_domain(before, c.type, o.object.name))
                lost.push_back(detail::lost_column(t.name, c.name));
    return lost;
}

template <class = void>
constexpr list<string> destroyed(const drop_partition& o, const schema&) {
    list<string> lost;
    lost.push_back(string(o.name));
    return lost;
}

template <class = void>
constexpr list<string> destroyed(const delete_rows& o, const schema&) {
    list<string> lost;
    // With undo(...) they come back.
    if (o.undo_values.empty()) lost.push_back(string(o.table));
    return lost;
}

template <class = void>
constexpr list<string> destroyed(const update_rows& o, const schema&) {
    list<string> lost;
    if (o.undo.empty())
        for (const assignment& a : o.set) lost.push_back(detail::lost_column(o.table, a.column));
    return lost;
}

template <class = void>
constexpr list<string> destroyed(const backfill& o, const schema&) {
    list<string> lost;
    for (const assignment& a : o.set)
        if (!detail::fills_nulls_only(o.where, a.column)) lost.push_back(detail::lost_column(o.table, a.column));
    return lost;
}

/// Checks the approval of a loss against the schema before the step.
template <class Operation>
constexpr void check_approval(const Operation& o, const schema& before, faults& out) {
    if constexpr (CanDestroy<Operation>) {
        if (o.allow_loss.data() == nullptr) return;
        if (o.allow_loss.empty()) return add_fault(out, 414, o.place, {detail::words(o)});
        if (destroyed(o, before).empty()) add_fault(out, 413, o.place, {detail::words(o)});
    } else {
        static_assert(
            !requires { o.allow_loss; },
            "an operation with `allow_loss` can destroy: its row of RETORT_OPERATIONS "
            "(retort/model/operation_list.hpp) must say `yes` to `destroyed`");
    }
}

/// One step of a history: what it demands of rows, what it does, what is known after it.
template <class Operation>
constexpr void take(schema& s, Operation&& o, faults& out) {
    oblige(s, std::as_const(o), out);
    if (!out.empty()) return;
    // What is wrong with the step itself comes first.
    faults of_approval;
    check_approval(o, s, of_approval);
    learn(s, std::as_const(o));
    apply(s, std::move(o), out);
    if (out.empty() && !of_approval.empty()) out = std::move(of_approval);
}

}  // namespace retort::model
