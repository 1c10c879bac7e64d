// Steps on columns: add, drop, rename, alter.
#pragma once

#include <retort/model/apply/rows.hpp>
#include <retort/model/apply/step.hpp>

namespace retort::model {

template <class = void>
constexpr void apply(schema& s, add_column&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    if (t->find(o.column.name))
        return detail::exists_already(o, "column '" + string(o.column.name) + "' of table '" + string(o.table) + "'",
                                      out);
    if (detail::ignores_case(s.databases) && detail::has_capital(o.column.name))
        for (const column& c : t->columns)
            if (detail::equal_but_for_case(c.name, o.column.name))
                add_fault(out, 139, o.place, {"column", detail::column_of(*t, o.column.name), c.name});
    check_column(s, *t, o.column, out);
    t->columns.push_back(o.column);
    detail::check_row_length(s, *t, o.place, out);
    if (o.column.identity && t->options) detail::check_table_options(s, *t, out);
    if (!o.generated.empty()) {
        t->generated.push_back({o.column.name, std::move(o.generated), o.stored, o.place});
        check_generated(s, *t, t->generated.back(), out);
    }
}

namespace detail {

/// The value that the way back gives to existing rows: it fits the column, and is computed from what is there then.
template <class = void>
constexpr void check_undo(const schema& s, const table& t, const drop_column& o, faults& out) {
    if (o.undo.uses(o.column)) return add_fault(out, 141, o.place, {describe(o), t.name, o.column});
    if (t.find(o.column)->identity)
        return add_fault(out, 184, o.place,
                         {describe(o), t.name, o.column, "an identity column, whose values the database generates"});
    list<assignment> set;
    set.push_back({o.column, o.undo});
    check_set(s, o, t, set, out);
}

}  // namespace detail

template <class = void>
constexpr void apply(schema& s, drop_column&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    column* c = t ? detail::find_column(*t, o.column, o, out) : nullptr;
    if (!c) return;
    if (string user = detail::user_of(s, *t, o.column); !user.empty()) return detail::still_used(o, user, out);
    if (t->columns.size() == 1) add_fault(out, 110, o.place, {o.table});
    if (!o.undo.empty()) detail::check_undo(s, *t, o, out);
    detail::erase_at(t->columns, static_cast<int>(c - t->columns.data()));
    for (std::size_t i = 0; i < t->generated.size(); ++i)
        if (t->generated[i].column == o.column) {
            detail::erase_at(t->generated, static_cast<int>(i));
            break;
        }
}

template <class = void>
constexpr void apply(schema& s, rename_column&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    column* c = t ? detail::find_column(*t, o.from, o, out) : nullptr;
    if (!c) return;
    if (t->find(o.to))
        return detail::exists_already(o, "column '" + string(o.to) + "' of table '" + string(o.table) + "'", out);
    if (const object* user = detail::object_on_column(s, *t, o.from))
        return detail::still_used(o, describe(*user), out);
    if (string user = detail::text_that_mentions(*t, o.from); !user.empty()) return detail::still_used(o, user, out);
    detail::check_name(s, "column", o.to, o.place, out);
    detail::forget_names(s, *t);
    c->name = o.to;
    detail::replace_name(t->primary_key.columns, o.from, o.to);
    for (unique_key& k : t->uniques) detail::replace_name(k.columns, o.from, o.to);
    for (foreign_key& k : t->foreign_keys) detail::replace_name(k.columns, o.from, o.to);
    for (check_constraint& k : t->checks) k.condition.rename(o.from, o.to);
    for (index& i : t->indexes) {
        for (index_column& ic : i.columns)
            if (ic.name == o.from) ic.name = o.to;
        i.where.rename(o.from, o.to);
        if (!i.options) continue;
        for (expression& e : i.options->expressions) e.rename(o.from, o.to);
        detail::replace_name(i.options->include, o.from, o.to);
    }
    for (generated_column& g : t->generated) {
        if (g.column == o.from) g.column = o.to;
        g.value.rename(o.from, o.to);
    }
    for (exclusion& e : t->exclusions) {
        for (exclusion_element& part : e.elements) {
            if (part.column == o.from) part.column = o.to;
            part.expression.rename(o.from, o.to);
        }
        e.where.rename(o.from, o.to);
    }
    if (t->options) detail::replace_name(t->options->partition_columns, o.from, o.to);
    detail::remember_names(s, *t, o, out);
    check_constraint_names(s, *t, out);  // a derived name can now be one that was given
    for (table& other : s.tables)
        for (foreign_key& k : other.foreign_keys)
            if (k.table == o.table) detail::replace_name(k.target, o.from, o.to);
    for (fact& f : s.facts) {
        if (f.table != o.table) continue;
        if (f.column == o.from) f.column = o.to;
        f.where.rename(o.from, o.to);
    }
}

template <class = void>
constexpr void apply(schema& s, alter_column&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    column* c = t ? detail::find_column(*t, o.column, o, out) : nullptr;
    if (!c) return;
    if (o.type) c->type = *o.type;
    if (o.nullable) c->nullable = *o.nullable;
    if (o.identity) c->identity = *o.identity;
    if (o.default_value) c->default_value = *o.default_value;
    if (o.numbering) c->numbering = *o.numbering;
    if (o.identity && !*o.identity) c->numbering = {};
    if (o.collation) c->collation = *o.collation;
    if (o.comment) c->comment = *o.comment;

    faults found;
    check_column(s, *t, *c, found);
    if (contains(t->primary_key.columns, o.column)) check_primary_key(s, *t, t->primary_key, found);
    if (o.nullable || o.default_value)
        for (const foreign_key& k : t->foreign_keys)
            if (contains(k.columns, o.column)) detail::check_actions(s, *t, k, found);
    if (const generated_column* g = t->find_generated(o.column)) check_generated(s, *t, *g, found);
    if (o.identity && t->options) detail::check_table_options(s, *t, found);
    if (o.type || o.collation) {
        detail::check_row_length(s, *t, o.place, found);
        for (const table& other : s.tables)
            for (const foreign_key& k : other.foreign_keys)
                if ((&other == t && contains(k.columns, o.column)) ||
                    (k.table == o.table && contains(k.target, o.column)))
                    check_foreign_key(s, other, k, found);
    }
    if (o.type) {
        for (const exclusion& e : t->exclusions)
            if (e.where.uses(o.column) || contains(detail::column_names(e), o.column)) check_exclusion(s, *t, e, found);
        if (const object* user = s.objects.empty() ? nullptr : detail::object_on_column(s, *t, o.column))
            detail::still_used(o, describe(*user), out);
    }
    // Not every database computes from a column that is numbered, or has each key over one.
    if (o.type || (o.identity && *o.identity)) {
        for (const unique_key& k : t->uniques)
            if (contains(k.columns, o.column)) check_unique(s, *t, k, found);
        for (const index& i : t->indexes)
            if (i.where.uses(o.column) || contains(detail::column_names(i), o.column)) check_index(s, *t, i, found);
        for (const check_constraint& k : t->checks)
            if (k.condition.uses(o.column)) check_check(s, *t, k, found);
        for (const generated_column& g : t->generated)
            if (g.value.uses(o.column)) check_generated(s, *t, g, found);
    }
    detail::blame(o.place, found, out);
}

}  // namespace retort::model
