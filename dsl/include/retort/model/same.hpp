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

// The same but for their names.

constexpr bool same_body(const primary_key& a, const primary_key& b) { return a.columns == b.columns; }
constexpr bool same_body(const unique_key& a, const unique_key& b) {
    return a.columns == b.columns && a.nulls_not_distinct == b.nulls_not_distinct && a.deferral == b.deferral;
}
constexpr bool same_body(const foreign_key& a, const foreign_key& b) {
    return a.columns == b.columns && a.table == b.table && a.target == b.target && a.on_delete == b.on_delete &&
           a.on_update == b.on_update && a.match == b.match && a.deferral == b.deferral && a.not_valid == b.not_valid;
}
constexpr bool same_body(const check_constraint& a, const check_constraint& b) {
    return a.condition == b.condition && a.not_valid == b.not_valid && a.only == b.only;
}
constexpr bool same_body(const index& a, const index& b) {
    return a.columns == b.columns && a.unique == b.unique && a.where == b.where && a.options == b.options;
}
constexpr bool same_body(const exclusion& a, const exclusion& b) {
    return a.method == b.method && a.elements == b.elements && a.where == b.where && a.deferral == b.deferral &&
           a.only == b.only;
}

constexpr bool same(const table& ta, const primary_key& a, const table& tb, const primary_key& b) {
    return same_body(a, b) && (!a || same_name(ta, a, tb, b));
}
template <class Part>
constexpr bool same(const table& ta, const Part& a, const table& tb, const Part& b) {
    return same_body(a, b) && same_name(ta, a, tb, b);
}

template <class Element>
constexpr bool holds(const table& in, const list<Element>& list, const table& of, const Element& wanted) {
    for (const Element& e : list)
        if (same(in, e, of, wanted)) return true;
    return false;
}

template <class Element>
constexpr bool same_set(const table& ta, const list<Element>& a, const table& tb, const list<Element>& b) {
    if (a.size() != b.size()) return false;
    for (const Element& e : a)
        if (!holds(tb, b, ta, e)) return false;
    return true;
}

constexpr bool same_generated(const table& a, const table& b) {
    if (a.generated.size() != b.generated.size()) return false;
    for (const generated_column& g : a.generated) {
        const generated_column* theirs = b.find_generated(g.column);
        if (!theirs || !(g == *theirs)) return false;
    }
    return true;
}

/// Partitions in whatever order; the rest as it is.
constexpr bool same_options(const table& a, const table& b) {
    if (!a.options && !b.options) return true;
    const table_options none;
    const table_options& x = a.options ? *a.options : none;
    const table_options& y = b.options ? *b.options : none;
    if (x.partitions.size() != y.partitions.size()) return false;
    for (const partition& p : x.partitions) {
        bool found = false;
        for (const partition& q : y.partitions) found = found || p == q;
        if (!found) return false;
    }
    return x.comment == y.comment && x.unlogged == y.unlogged && x.strict == y.strict &&
           x.without_rowid == y.without_rowid && x.engine == y.engine && x.charset == y.charset &&
           x.collation == y.collation && x.parameters == y.parameters && x.partitioned == y.partitioned &&
           x.partition_columns == y.partition_columns && x.row_security == y.row_security;
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
           detail::same_set(a, a.indexes, b, b.indexes) && detail::same_set(a, a.exclusions, b, b.exclusions) &&
           detail::same_generated(a, b) && detail::same_options(a, b);
}

/// Objects do not depend on the order of what they depend on.
constexpr bool same(const object& a, const object& b) {
    if (a.depends_on.size() != b.depends_on.size() || a.privileges.size() != b.privileges.size()) return false;
    for (std::string_view n : a.depends_on)
        if (!contains(b.depends_on, n)) return false;
    for (std::string_view n : a.privileges)
        if (!contains(b.privileges, n)) return false;
    return a.kind == b.kind && a.name == b.name && a.on == b.on && a.body == b.body && a.only == b.only &&
           a.type == b.type && a.nullable == b.nullable && a.default_value == b.default_value &&
           a.condition == b.condition && a.attributes == b.attributes && a.sequence == b.sequence &&
           a.comment == b.comment;
}

constexpr bool same(const schema& a, const schema& b) {
    if (a.tables.size() != b.tables.size() || a.enumerations.size() != b.enumerations.size()) return false;
    for (const enumeration& e : a.enumerations) {
        const enumeration* theirs = b.find_enumeration(e.name);
        if (!theirs || theirs->values != e.values) return false;
    }
    if (a.objects.size() != b.objects.size()) return false;
    for (const object& o : a.objects) {
        const object* theirs = b.find_object(o.kind, o.name, o.on);
        if (!theirs || !same(o, *theirs)) return false;
    }
    for (const table& t : a.tables) {
        const table* theirs = b.find(t.name);
        if (!theirs || !same(t, *theirs)) return false;
    }
    return true;
}

}  // namespace retort::model
