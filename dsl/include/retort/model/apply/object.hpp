// Steps on objects: create, drop, rename, replace.
#pragma once

#include <retort/model/apply/step.hpp>

namespace retort::model {

template <class = void>
constexpr void apply(schema& s, create_object&& o, faults& out) {
    object& wanted = o.object;
    if (s.find_object(wanted.kind, wanted.name, wanted.on)) return detail::exists_already(o, describe(wanted), out);
    if (detail::is_relation(wanted.kind)) {
        if (s.relations.find(hash_of(wanted.name)) != name_index::absent)
            return detail::exists_already(
                o, "a table, key, index, view or sequence named '" + string(wanted.name) + "'", out);
        s.relations.set(hash_of(wanted.name), name_index::an_index);
    }
    if (const object* other = detail::trigger_of_that_name(s, wanted))
        return detail::exists_already(o, describe(*other), out);
    check_object(s, wanted, out);
    s.objects.push_back(std::move(wanted));
    names path;
    (void)detail::find_circle(s, s.objects.back(), path, out);
    detail::meet_types(s, s.objects.back().name, o.place, out);
}

namespace detail {

constexpr object* find_object(schema& s, object_kind kind, std::string_view name, std::string_view on, const auto& step,
                              faults& out) {
    object* o = s.find_object(kind, name, on);
    if (!o)
        add_fault(out, 147, step.place, {describe(step), describe(kind, name, on)},
                  nearest(name, s.object_names(kind)));
    return o;
}

}  // namespace detail

template <class = void>
constexpr void apply(schema& s, drop_object&& o, faults& out) {
    object* there = detail::find_object(s, o.kind, o.name, o.on, o, out);
    if (!there) return;
    if (string user = detail::user_of_object(s, *there); !user.empty()) return detail::still_used(o, user, out);
    if (detail::is_relation(o.kind)) s.relations.erase(hash_of(o.name));
    detail::erase_at(s.objects, static_cast<int>(there - s.objects.data()));
}

template <class = void>
constexpr void apply(schema& s, rename_object&& o, faults& out) {
    object* there = detail::find_object(s, o.kind, o.from, o.on, o, out);
    if (!there) return;
    if (s.find_object(o.kind, o.to, o.on)) return detail::exists_already(o, describe(o.kind, o.to, o.on), out);
    // Columns follow; texts do not.
    for (const object& other : s.objects)
        if (&other != there &&
            (contains(other.depends_on, o.from) || (other.on == o.from && detail::has_view(s, o.from))))
            return detail::still_used(o, describe(other), out);
    if (o.kind == object_kind::namespace_)
        if (string user = detail::user_of_object(s, *there); !user.empty()) return detail::still_used(o, user, out);
    detail::check_name(s, to_string(o.kind), o.to, o.place, out);
    if (detail::is_relation(o.kind)) {
        if (s.relations.find(hash_of(o.to)) != name_index::absent)
            return detail::exists_already(o, "a table, key, index, view or sequence named '" + string(o.to) + "'", out);
        s.relations.erase(hash_of(o.from));
        s.relations.set(hash_of(o.to), name_index::an_index);
    }
    there->name = o.to;
    if (const object* other = detail::trigger_of_that_name(s, *there))
        return detail::exists_already(o, describe(*other), out);
    names path;
    (void)detail::find_circle(s, *there, path, out);
    if (!detail::is_type(o.kind)) return detail::meet_types(s, o.to, o.place, out);
    const type_kind kind = o.kind == object_kind::domain ? type_kind::domain : type_kind::composite;
    const auto follow = [&](type& t) {
        if (detail::is_of(t, kind, o.from)) t.name = o.to;
    };
    for (table& t : s.tables)
        for (column& c : t.columns) follow(c.type);
    for (object& other : s.objects) {
        follow(other.type);
        for (column& a : other.attributes) follow(a.type);
    }
    detail::check_type_names(s, out);
}

namespace detail {

/// After a domain has got another base type, or a composite type other attributes: what was right for its columns need
/// not be any more.
template <class = void>
constexpr void check_users_of_types(const schema& s, const place& at, faults& out) {
    faults found;
    for (const table& t : s.tables) check_table(s, t, found);
    for (const object& o : s.objects)
        if (is_type(o.kind)) check_object(s, o, found);
    blame(at, found, out);
}

}  // namespace detail

template <class = void>
constexpr void apply(schema& s, replace_object&& o, faults& out) {
    object* there = detail::find_object(s, o.object.kind, o.object.name, o.object.on, o, out);
    if (!there) return;
    check_object(s, o.object, out);
    const bool other_type = there->kind == object_kind::composite || !(there->type == o.object.type);
    *there = std::move(o.object);
    names path;
    (void)detail::find_circle(s, *there, path, out);
    if (other_type && out.empty()) detail::check_users_of_types(s, o.place, out);
}

}  // namespace retort::model
