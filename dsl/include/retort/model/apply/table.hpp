// Steps on tables: create, drop, rename, alter, and their partitions.
#pragma once

#include <retort/model/apply/step.hpp>

namespace retort::model {

/// A new table, which `fill` makes in its place.
constexpr void create(schema& s, auto&& fill, const place& at, faults& out) {
    table& t = s.tables.emplace_back();
    fill(t);
    t.born = s.revision;
    t.convention = s.convention;
    if (s.relations.find(hash_of(t.name)) != name_index::absent)
        detail::exists_already(create_table{t, at},
                               "a table, key, index, view or sequence named '" + string(t.name) + "'", out);
    else
        check_table(s, t, out);
    if (!out.empty()) return s.tables.pop_back();
    enter_last(s, out);
    if (out.empty()) detail::meet_types(s, t.name, at, out);
    if (t.options)
        for (const partition& p : t.options->partitions)
            if (out.empty()) detail::meet_types(s, p.name, at, out);
}

template <class = void>
constexpr void apply(schema& s, create_table&& o, faults& out) {
    create(s, [&](table& t) { t = std::move(o.table); }, o.place, out);
}

template <class = void>
constexpr void apply(schema& s, drop_table&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    for (const table& other : s.tables)
        if (&other != t)
            for (const foreign_key& k : other.foreign_keys)
                if (k.table == o.table)
                    return detail::still_used(
                        o, detail::of_table("foreign key '" + name_of(other, k) + "'", other.name), out);
    if (const object* user = detail::object_on_any_of(s, *t)) return detail::still_used(o, describe(*user), out);
    detail::forget_names(s, *t);
    s.relations.erase(hash_of(o.table));
    if (t != &s.tables.back()) {
        *t = std::move(s.tables.back());
        s.relations.set(hash_of(t->name), static_cast<int>(t - s.tables.data()));
    }
    s.tables.pop_back();
}

template <class = void>
constexpr void apply(schema& s, rename_table&& o, faults& out) {
    table* t = detail::find_table(s, o.from, o, out);
    if (!t) return;
    if (s.relations.find(hash_of(o.to)) != name_index::absent)
        return detail::exists_already(o, "a table, key, index, view or sequence named '" + string(o.to) + "'", out);
    // Texts name the table as it was; what is no text follows.
    for (const object& user : s.objects)
        if (user.kind != object_kind::grant && (user.on == o.from || contains(user.depends_on, o.from)))
            return detail::still_used(o, describe(user), out);
    if (!s.objects.empty())
        for (const column& c : t->columns)
            if (const object* user = detail::object_on(s, detail::column_of(*t, c.name)))
                return detail::still_used(o, describe(*user), out);
    detail::check_name(s, "table", o.to, o.place, out);
    detail::forget_names(s, *t);
    s.relations.erase(hash_of(o.from));
    t->name = o.to;
    s.relations.set(hash_of(o.to), static_cast<int>(t - s.tables.data()));
    detail::remember_names(s, *t, o, out);
    check_constraint_names(s, *t, out);  // a derived name can now be one that was given
    for (table& other : s.tables)
        for (foreign_key& k : other.foreign_keys)
            if (k.table == o.from) k.table = o.to;
    for (object& other : s.objects)
        if (other.on == o.from) other.on = o.to;
    for (fact& f : s.facts)
        if (f.table == o.from) f.table = o.to;
    detail::meet_types(s, o.to, o.place, out);
}

template <class = void>
constexpr void apply(schema& s, alter_table&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    table_options& now = t->options.make();
    if (o.comment) now.comment = *o.comment;
    if (o.unlogged) now.unlogged = *o.unlogged;
    if (o.strict) now.strict = *o.strict;
    if (o.without_rowid) now.without_rowid = *o.without_rowid;
    if (o.engine) now.engine = *o.engine;
    if (o.charset) now.charset = *o.charset;
    if (o.collation) now.collation = *o.collation;
    if (o.parameters) now.parameters = std::move(*o.parameters);
    if (o.row_security) now.row_security = *o.row_security;
    faults found;
    detail::check_table_options(s, *t, found);
    if (o.charset || o.collation) {
        detail::check_row_length(s, *t, o.place, found);
        for (const table& other : s.tables)
            for (const foreign_key& k : other.foreign_keys)
                if (&other == t || k.table == o.table) check_foreign_key(s, other, k, found);
    }
    detail::blame(o.place, found, out);
}

template <class = void>
constexpr void apply(schema& s, create_partition&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_partition(s, *t, o.partition, out);
    detail::remember_name(s, *t, o.partition, o, out);
    if (!out.empty()) return;
    t->options->partitions.push_back(std::move(o.partition));
    detail::meet_types(s, t->options->partitions.back().name, o.place, out);
}

template <class = void>
constexpr void apply(schema& s, drop_partition&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    names known;
    if (t->options)
        for (std::size_t i = 0; i < t->options->partitions.size(); ++i) {
            if (t->options->partitions[i].name == o.name) {
                s.relations.erase(hash_of(o.name));
                return detail::erase_at(t->options->partitions, static_cast<int>(i));
            }
            known.push_back(t->options->partitions[i].name);
        }
    add_fault(out, 147, o.place, {describe(o), "partition '" + string(o.name) + "'"}, nearest(o.name, known));
}

}  // namespace retort::model
