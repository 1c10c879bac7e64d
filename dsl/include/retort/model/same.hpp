// Whether two schemas are the same: when their tables, columns, constraints and indexes are, in whatever order.
#pragma once

#include <retort/model/naming.hpp>

namespace retort::model {

namespace detail {

/// Named alike, or both named by the convention (whose inputs the caller compares anyway).
constexpr bool same_name(const table& ta, const auto& a, const table& tb, const auto& b) {
    if (a.name == b.name) return true;
    return name_of(ta, a) == name_of(tb, b);
}

constexpr bool same(const table& ta, const primary_key& a, const table& tb, const primary_key& b) {
    return a.columns == b.columns && (!a || same_name(ta, a, tb, b));
}
constexpr bool same(const table& ta, const unique_key& a, const table& tb, const unique_key& b) {
    return a.columns == b.columns && same_name(ta, a, tb, b);
}
constexpr bool same(const table& ta, const foreign_key& a, const table& tb, const foreign_key& b) {
    return a.columns == b.columns && a.table == b.table && a.target == b.target && a.on_delete == b.on_delete &&
           a.on_update == b.on_update && same_name(ta, a, tb, b);
}
constexpr bool same(const table& ta, const check_constraint& a, const table& tb, const check_constraint& b) {
    return a.condition == b.condition && same_name(ta, a, tb, b);
}
constexpr bool same(const table& ta, const index& a, const table& tb, const index& b) {
    return a.columns == b.columns && a.unique == b.unique && a.where == b.where && same_name(ta, a, tb, b);
}

template <class Element>
constexpr bool holds(const table& in, const list<Element>& list, const table& of, const Element& wanted) {
    for (const Element& e : list)
        if (same(in, e, of, wanted)) return true;
    return false;
}

template <class Element>
constexpr bool same_set(const table& ta, const list<Element>& a, const table& tb,
                        const list<Element>& b) {
    if (a.size() != b.size()) return false;
    for (const Element& e : a)
        if (!holds(tb, b, ta, e)) return false;
    return true;
}

}  // namespace detail

constexpr bool same(const table& a, const table& b) {
    if (a.name != b.name || a.columns.size() != b.columns.size()) return false;
    for (std::size_t i = 0; i < a.columns.size(); ++i) {
        if (a.columns[i] == b.columns[i]) continue;  // mostly in the same order
        const column* theirs = b.find(a.columns[i].name);
        if (!theirs || !(a.columns[i] == *theirs)) return false;
    }
    return detail::same(a, a.primary_key, b, b.primary_key) && detail::same_set(a, a.uniques, b, b.uniques) &&
           detail::same_set(a, a.foreign_keys, b, b.foreign_keys) && detail::same_set(a, a.checks, b, b.checks) &&
           detail::same_set(a, a.indexes, b, b.indexes);
}

constexpr bool same(const schema& a, const schema& b) {
    if (a.tables.size() != b.tables.size() || a.enumerations.size() != b.enumerations.size()) return false;
    for (const enumeration& e : a.enumerations) {
        const enumeration* theirs = b.find_enumeration(e.name);
        if (!theirs || theirs->values != e.values) return false;
    }
    for (const table& t : a.tables) {
        const table* theirs = b.find(t.name);
        if (!theirs || !same(t, *theirs)) return false;
    }
    return true;
}

}  // namespace retort::model
