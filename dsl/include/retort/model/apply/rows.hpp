// Steps on rows: insert, update, delete, backfill.
#pragma once

#include <retort/model/apply/step.hpp>

namespace retort::model {

namespace detail {

constexpr void no_way_back(const auto& step, std::string_view way_out, faults& out) {
    add_fault(out, 159, step.place, {describe(step), "undo(...)", way_out});
}

/// A value that a step gives to a column.
constexpr void check_value(const schema& s, const auto& step, const table& t, const column& c, const literal& l,
                           faults& out) {
    if (is_no_value(l))
        return add_fault(
            out, 194, step.place,
            {"column '" + column_of(t, c.name) + "' in " + describe(step), l.text, "a constant, now, or sql(\"...\")"});
    if (l.kind == literal_kind::none) {
        if (!c.nullable) add_fault(out, 156, step.place, {describe(step), t.name, c.name, "NOT NULL", "NULL"});
        return;
    }
    if (problem_with(s, c.type, l) != 0)
        add_fault(out, 156, step.place, {describe(step), t.name, c.name, to_string(c.type), describe(l)});
}

/// A column that a step writes: it is there, and takes values.
constexpr const column* check_written(const auto& step, const table& t, std::string_view name, faults& out) {
    const column* c = t.find(name);
    if (!c) {
        add_fault(out, 141, step.place, {describe(step), t.name, name}, nearest(name, t.column_names()));
        return nullptr;
    }
    if (t.find_generated(name)) add_fault(out, 184, step.place, {describe(step), t.name, name, "generated"});
    return c;
}

constexpr void check_rows(const schema& s, const auto& step, const table& t, const names& columns,
                          const list<literal>& values, faults& out) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const column* c = check_written(step, t, columns[i], out);
        if (c && c->identity && c->numbering.always)
            add_fault(
                out, 184, step.place,
                {describe(step), t.name, c->name, "an identity column whose values the database always generates"});
        if (c)
            for (std::size_t v = i; v < values.size(); v += columns.size()) check_value(s, step, t, *c, values[v], out);
    }
    for (const column& c : t.columns)
        if (!c.nullable && !c.identity && !c.default_value && !contains(columns, c.name) && !t.find_generated(c.name))
            add_fault(out, 157, step.place, {describe(step), t.name, c.name});
}

constexpr void check_set(const schema& s, const auto& step, const table& t, const list<assignment>& set, faults& out) {
    for (const assignment& a : set) {
        const column* c = check_written(step, t, a.column, out);
        if (!c || a.value.empty()) continue;
        if (a.value.nodes.size() == 1 && a.value.nodes[0].kind == node_kind::literal) {
            check_value(s, step, t, *c, a.value.nodes[0].value, out);
            continue;
        }
        const string words = describe(step);
        const subject what{{}, words, {}};
        const family is = check_expression(s, t, a.value, what, step.place, out);
        const family wanted = family_of(base_type(s, c->type));
        if (is != family::unknown && wanted != family::unknown && is != wanted &&
            !(is == family::text && written_as_text(wanted)))
            add_fault(out, 156, step.place,
                      {words, t.name, c->name, to_string(c->type), "a value of type " + string(to_string(is))});
    }
}

constexpr void check_where(const schema& s, const auto& step, const table& t, const expression& where, faults& out) {
    if (where.empty()) return;
    const string words = describe(step);
    check_condition(s, t, where, {"where(...) of ", words, {}}, step.place, out);
}

}  // namespace detail

template <class = void>
constexpr void apply(schema& s, insert_rows&& o, faults& out) {
    if (const table* t = detail::find_table(s, o.table, o, out)) detail::check_rows(s, o, *t, o.columns, o.values, out);
}

template <class = void>
constexpr void apply(schema& s, update_rows&& o, faults& out) {
    const table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    if (o.where.empty() && !o.all_rows) add_fault(out, 158, o.place, {describe(o)});
    if (o.undo.empty() && o.irreversible.empty()) detail::no_way_back(o, "undo(...) with the previous values", out);
    detail::check_set(s, o, *t, o.set, out);
    detail::check_set(s, o, *t, o.undo, out);
    detail::check_where(s, o, *t, o.where, out);
    detail::check_where(s, o, *t, o.undo_where, out);
}

template <class = void>
constexpr void apply(schema& s, delete_rows&& o, faults& out) {
    const table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    if (o.where.empty() && !o.all_rows) add_fault(out, 158, o.place, {describe(o)});
    if (o.undo_values.empty() && o.irreversible.empty())
        detail::no_way_back(o, "undo(columns(...), row(...)) with the deleted rows", out);
    if (!o.undo_values.empty()) detail::check_rows(s, o, *t, o.undo_columns, o.undo_values, out);
    detail::check_where(s, o, *t, o.where, out);
}

template <class = void>
constexpr void apply(schema& s, backfill&& o, faults& out) {
    const table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    if (o.batch < 0) add_fault(out, 199, o.place, {describe(o)});
    detail::check_set(s, o, *t, o.set, out);
    detail::check_where(s, o, *t, o.where, out);
}

}  // namespace retort::model
