// Steps on enumerations: create, drop, alter, and their values.
#pragma once

#include <retort/model/apply/step.hpp>

namespace retort::model {

template <class = void>
constexpr void apply(schema& s, create_enumeration&& o, faults& out) {
    if (s.find_enumeration(o.enumeration.name))
        return detail::exists_already(o, "enumeration '" + string(o.enumeration.name) + "'", out);
    check_enumeration(s, o.enumeration, out);
    s.enumerations.push_back(std::move(o.enumeration));
    // What is taken is a relation, or an object.
    if (s.relations.find(hash_of(s.enumerations.back().name)) != name_index::absent || !s.objects.empty())
        detail::check_type_names(s, out);
}

namespace detail {

constexpr enumeration* find_enumeration(schema& s, std::string_view name, const auto& step, faults& out) {
    enumeration* e = s.find_enumeration(name);
    if (!e) add_fault(out, 146, step.place, {words(step), name}, nearest(name, s.enumeration_names()));
    return e;
}

}  // namespace detail

template <class = void>
constexpr void apply(schema& s, drop_enumeration&& o, faults& out) {
    enumeration* e = detail::find_enumeration(s, o.name, o, out);
    if (!e) return;
    if (string user = detail::user_of_type(s, type_kind::enumeration, o.name); !user.empty())
        return detail::still_used(o, user, out);
    if (const object* user = detail::object_on(s, o.name)) return detail::still_used(o, describe(*user), out);
    detail::erase_at(s.enumerations, static_cast<int>(e - s.enumerations.data()));
}

namespace detail {

/// After an enumeration has changed: it is still right, and so are the defaults of its columns.
template <class = void>
constexpr void check_changed(const schema& s, const enumeration& e, const place& at, faults& out) {
    faults found;
    check_enumeration(s, e, found);
    for (const table& t : s.tables) {
        for (const column& c : t.columns)
            if (is_of(c.type, type_kind::enumeration, e.name)) check_column(s, t, c, found);
        if (t.options)
            for (const partition& p : t.options->partitions) check_partition(s, t, p, found);
    }
    blame(at, found, out);
}

}  // namespace detail

template <class = void>
constexpr void apply(schema& s, alter_enumeration&& o, faults& out) {
    enumeration* e = detail::find_enumeration(s, o.name, o, out);
    if (!e) return;
    e->values = std::move(o.values);
    detail::check_changed(s, *e, o.place, out);
}

template <class = void>
constexpr void apply(schema& s, add_enumeration_value&& o, faults& out) {
    enumeration* e = detail::find_enumeration(s, o.name, o, out);
    if (!e) return;
    if (contains(e->values, o.value))
        return add_fault(out, 149, o.place,
                         {detail::words(o), o.name, "already has the value '" + string(o.value) + "'",
                          "remove the step, or add another value"});
    const std::string_view beside = o.before.empty() ? o.after : o.before;
    if (!beside.empty() && !contains(e->values, beside))
        return add_fault(out, 149, o.place,
                         {detail::words(o), o.name, "has no value '" + string(beside) + "'",
                          "use one of its values: " + detail::quoted(e->values)},
                         nearest(beside, e->values));
    names values;
    for (std::string_view v : e->values) {
        if (!o.before.empty() && v == o.before) values.push_back(o.value);
        values.push_back(v);
        if (o.before.empty() && !o.after.empty() && v == o.after) values.push_back(o.value);
    }
    if (beside.empty()) values.push_back(o.value);
    e->values = std::move(values);
}

namespace detail {

/// Whether a value of `t` is one of the enumeration, with a domain between them perhaps.
constexpr bool holds_value_of(const schema& s, const type& t, std::string_view enumeration_name) {
    const type of = base_type(s, t);
    return of.dimensions == 0 && is_of(of, type_kind::enumeration, enumeration_name);
}

}  // namespace detail

template <class = void>
constexpr void apply(schema& s, rename_enumeration_value&& o, faults& out) {
    enumeration* e = detail::find_enumeration(s, o.name, o, out);
    if (!e) return;
    if (!contains(e->values, o.from))
        return add_fault(out, 149, o.place,
                         {detail::words(o), o.name, "has no value '" + string(o.from) + "'",
                          "use one of its values: " + detail::quoted(e->values)},
                         nearest(o.from, e->values));
    if (contains(e->values, o.to))
        return add_fault(
            out, 149, o.place,
            {detail::words(o), o.name, "already has the value '" + string(o.to) + "'", "choose another name"});
    detail::replace_name(e->values, o.from, o.to);
    const auto follow = [&](expression& x, const table& t) {
        for (node& n : x.nodes) {
            const bool compares = n.kind >= node_kind::equal && n.kind <= node_kind::greater_equal;
            if (!compares && n.kind != node_kind::in) continue;
            const auto is_column = [&](int i) {
                if (i < 0 || x.at(i).kind != node_kind::column) return false;
                const column* c = t.find(x.at(i).name);
                return c && detail::holds_value_of(s, c->type, o.name);
            };
            const auto change = [&](int i) {
                node& l = x.nodes[static_cast<std::size_t>(i)];
                if (l.kind == node_kind::literal && l.value.text == o.from) l.value.text = o.to;
            };
            if (compares && is_column(n.left)) change(n.right);
            if (compares && is_column(n.right)) change(n.left);
            if (n.kind == node_kind::in && is_column(n.left))
                for (int l = n.right; l >= 0; l = x.at(l).right) change(x.at(l).left);
        }
    };
    const auto change = [&](const type& t, literal& l) {
        if (l.text == o.from && detail::holds_value_of(s, t, o.name)) l.text = o.to;
    };
    for (table& t : s.tables) {
        for (column& c : t.columns) change(c.type, c.default_value);
        for (check_constraint& c : t.checks) follow(c.condition, t);
        for (index& i : t.indexes) {
            follow(i.where, t);
            if (i.options)
                for (expression& computed : i.options->expressions) follow(computed, t);
        }
        for (exclusion& x : t.exclusions) follow(x.where, t);
        if (t.options)
            for (partition& p : t.options->partitions)
                for (std::size_t i = 0; i < p.from.size() || i < p.to.size(); ++i) {
                    const std::size_t of = p.method == partition_method::range ? i : 0;
                    const column* c =
                        of < t.options->partition_columns.size() ? t.find(t.options->partition_columns[of]) : nullptr;
                    if (!c) continue;
                    if (i < p.from.size()) change(c->type, p.from[i]);
                    if (i < p.to.size()) change(c->type, p.to[i]);
                }
        for (generated_column& g : t.generated) follow(g.value, t);
    }
    for (object& other : s.objects) change(other.type, other.default_value);
}

}  // namespace retort::model
