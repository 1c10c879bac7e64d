// The way back: from the model before a step and the step, the step that undoes it. The law
// apply(apply(s, o), reverse(s, o)) == s holds for every operation that reverse answers; raw SQL brings its own way
// back.
#pragma once

#include <retort/model/any_operation.hpp>
#include <retort/model/obligation.hpp>

namespace retort::model {

// Each overload expects that `o` can be applied to `before`.

constexpr operation reverse(const schema&, const create_table& o) { return drop_table{o.table.name, o.place}; }

constexpr operation reverse(const schema& before, const drop_table& o) {
    return create_table{*before.find(o.table), o.place};
}

constexpr operation reverse(const schema&, const rename_table& o) { return rename_table{o.to, o.from, o.place}; }

constexpr operation reverse(const schema&, const add_column& o) { return drop_column{o.table, o.column.name, o.place}; }

constexpr operation reverse(const schema& before, const drop_column& o) {
    const table& t = *before.find(o.table);
    add_column back{.table = o.table, .column = *t.find(o.column), .place = o.place};
    if (const generated_column* g = t.find_generated(o.column)) {
        back.generated = g->value;
        back.stored = g->stored;
    }
    return back;
}

constexpr operation reverse(const schema&, const rename_column& o) {
    return rename_column{o.table, o.to, o.from, o.place};
}

constexpr operation reverse(const schema& before, const alter_column& o) {
    const column& was = *before.find(o.table)->find(o.column);
    alter_column back{.table = o.table, .column = o.column, .place = o.place};
    if (o.type) back.type = was.type;
    if (o.nullable) back.nullable = was.nullable;
    if (o.identity) back.identity = was.identity;
    if (o.default_value) back.default_value = was.default_value;
    if (o.numbering || (o.identity && was.identity)) back.numbering = was.numbering;
    if (o.collation) back.collation = was.collation;
    if (o.comment) back.comment = was.comment;
    return back;
}

constexpr operation reverse(const schema&, const create_index& o) {
    const names columns = detail::column_names(o.index);
    return drop_index{o.table, o.index.name, detail::columns_unless_named(o.index.name, columns), o.place};
}

constexpr operation reverse(const schema& before, const drop_index& o) {
    const table& t = *before.find(o.table);
    return create_index{
        .table = o.table, .index = t.indexes[static_cast<std::size_t>(detail::position(t, o))], .place = o.place};
}

namespace detail {
constexpr operation drop_of(std::string_view table, constraint_kind kind, std::string_view name, const names& columns,
                            const place& at) {
    return drop_constraint{table, kind, name, columns_unless_named(name, columns), at};
}
}  // namespace detail

constexpr operation reverse(const schema&, const add_primary_key& o) {
    return detail::drop_of(o.table, constraint_kind::primary_key, o.key.name, o.key.columns, o.place);
}
constexpr operation reverse(const schema&, const add_unique& o) {
    return detail::drop_of(o.table, constraint_kind::unique, o.key.name, o.key.columns, o.place);
}
constexpr operation reverse(const schema&, const add_foreign_key& o) {
    return detail::drop_of(o.table, constraint_kind::foreign_key, o.key.name, o.key.columns, o.place);
}
constexpr operation reverse(const schema&, const add_check& o) {
    return detail::drop_of(o.table, constraint_kind::check, o.check.name, o.check.condition.columns(), o.place);
}

constexpr operation reverse(const schema& before, const drop_constraint& o) {
    const table& t = *before.find(o.table);
    const detail::found_constraint found = detail::find_constraint(t, o);
    const std::size_t at = static_cast<std::size_t>(found.at);
    switch (found.kind) {
        case constraint_kind::primary_key:
            return add_primary_key{.table = o.table, .key = t.primary_key, .place = o.place};
        case constraint_kind::unique: return add_unique{.table = o.table, .key = t.uniques[at], .place = o.place};
        case constraint_kind::foreign_key:
            return add_foreign_key{.table = o.table, .key = t.foreign_keys[at], .place = o.place};
        case constraint_kind::exclusion:
            return add_exclusion{.table = o.table, .exclusion = t.exclusions[at], .place = o.place};
        default: return add_check{.table = o.table, .check = t.checks[at], .place = o.place};
    }
}

constexpr operation reverse(const schema&, const create_enumeration& o) {
    return drop_enumeration{o.enumeration.name, o.place};
}

constexpr operation reverse(const schema& before, const drop_enumeration& o) {
    return create_enumeration{*before.find_enumeration(o.name), o.place};
}

constexpr operation reverse(const schema& before, const alter_enumeration& o) {
    return alter_enumeration{o.name, before.find_enumeration(o.name)->values, {}, o.place};
}

/// The raw way back, which is raw SQL itself. Where the author said that there is none, `irreversible` says why.
constexpr operation reverse(const schema&, const execute& o) {
    return execute{o.down, o.up, o.irreversible, o.only, o.place};
}

constexpr operation reverse(const schema&, const declared_effect& o) { return o; }

constexpr operation reverse(const schema&, const add_exclusion& o) {
    return detail::drop_of(o.table, constraint_kind::exclusion, o.exclusion.name, detail::column_names(o.exclusion),
                           o.place);
}

constexpr operation reverse(const schema&, const validate_constraint& o) {
    return validate_constraint{o.table, o.name, !o.valid, o.place};
}

/// A name that the convention had made is given by its text, and becomes the convention's again.
constexpr operation reverse(const schema&, const rename_constraint& o) {
    return rename_constraint{o.table, o.to, o.from, o.place};
}
constexpr operation reverse(const schema&, const rename_index& o) {
    return rename_index{o.table, o.to, o.from, o.place};
}

constexpr operation reverse(const schema& before, const alter_table& o) {
    const table& t = *before.find(o.table);
    const table_options none;
    const table_options& was = t.options ? *t.options : none;
    alter_table back{.table = o.table, .place = o.place};
    if (o.comment) back.comment = was.comment;
    if (o.unlogged) back.unlogged = was.unlogged;
    if (o.strict) back.strict = was.strict;
    if (o.without_rowid) back.without_rowid = was.without_rowid;
    if (o.engine) back.engine = was.engine;
    if (o.charset) back.charset = was.charset;
    if (o.collation) back.collation = was.collation;
    if (o.parameters) back.parameters = was.parameters;
    if (o.row_security) back.row_security = was.row_security;
    return back;
}

constexpr operation reverse(const schema&, const create_partition& o) {
    return drop_partition{o.table, o.partition.name, o.place};
}
constexpr operation reverse(const schema& before, const drop_partition& o) {
    for (const partition& p : before.find(o.table)->options->partitions)
        if (p.name == o.name) return create_partition{o.table, p, o.place};
    return create_partition{o.table, {}, o.place};
}

constexpr operation reverse(const schema& before, const add_enumeration_value& o) {
    return alter_enumeration{o.name, before.find_enumeration(o.name)->values, {}, o.place};
}
constexpr operation reverse(const schema&, const rename_enumeration_value& o) {
    return rename_enumeration_value{o.name, o.to, o.from, o.place};
}

constexpr operation reverse(const schema&, const create_object& o) {
    return drop_object{o.object.kind, o.object.name, o.object.on, o.place};
}
constexpr operation reverse(const schema& before, const drop_object& o) {
    return create_object{*before.find_object(o.kind, o.name, o.on), o.place};
}
constexpr operation reverse(const schema&, const rename_object& o) {
    return rename_object{o.kind, o.to, o.from, o.on, o.place};
}
constexpr operation reverse(const schema& before, const replace_object& o) {
    return replace_object{*before.find_object(o.object.kind, o.object.name, o.object.on), {}, o.place};
}

namespace detail {

constexpr int put(expression& e, const node& n) {
    e.nodes.push_back(n);
    return e.root();
}

/// column = value, or column IS NULL.
constexpr int put_equal(expression& e, std::string_view column, const literal& value) {
    const int left = put(e, {.kind = node_kind::column, .name = column});
    if (!value) return put(e, {.kind = node_kind::is_null, .left = left});
    const int right = put(e, {.kind = node_kind::literal, .value = value});
    return put(e, {.kind = node_kind::equal, .left = left, .right = right});
}

/// Whether a constant can be looked for in a column of that type, on every database.
constexpr bool can_be_looked_for(const schema& s, const table& t, std::string_view name) {
    const column* c = t.find(name);
    const type of = c ? base_type(s, c->type) : type{};
    return compared_of(of) != compared::not_at_all && family_of(of) != family::json && family_of(of) != family::bytes;
}

/// The rows that were inserted: by their primary key where it was given, else by all values that can be compared.
constexpr expression those_rows(const schema& s, const table& t, const names& columns, const list<literal>& values) {
    bool by_key = static_cast<bool>(t.primary_key);
    for (std::string_view k : t.primary_key.columns)
        by_key = by_key && contains(columns, k) && can_be_looked_for(s, t, k);
    expression e;
    int all = -1;
    for (std::size_t row = 0; row + columns.size() <= values.size() && !columns.empty(); row += columns.size()) {
        int one = -1;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (by_key && !contains(t.primary_key.columns, columns[i])) continue;
            if (!can_be_looked_for(s, t, columns[i])) continue;
            const int equal = put_equal(e, columns[i], values[row + i]);
            one = one < 0 ? equal : put(e, {.kind = node_kind::and_, .left = one, .right = equal});
        }
        if (one < 0) continue;
        all = all < 0 ? one : put(e, {.kind = node_kind::or_, .left = all, .right = one});
    }
    return e;
}

/// Raw SQL that does nothing, in both directions.
constexpr operation do_nothing(const place& at) {
    execute nothing{.place = at};
    nothing.up.push_back({});
    nothing.down.push_back({});
    return nothing;
}

}  // namespace detail

constexpr operation reverse(const schema& before, const insert_rows& o) {
    delete_rows back{.table = o.table, .only = o.only, .place = o.place};
    back.where = detail::those_rows(before, *before.find(o.table), o.columns, o.values);
    back.undo_columns = o.columns;
    back.undo_values = o.values;
    return back;
}
constexpr operation reverse(const schema&, const update_rows& o) {
    update_rows back{.table = o.table, .all_rows = o.undo_where.empty(), .only = o.only, .place = o.place};
    back.set = o.undo;
    back.where = o.undo_where;
    back.undo = o.set;
    back.undo_where = o.where;
    back.irreversible = o.irreversible;
    return back;
}
constexpr operation reverse(const schema&, const delete_rows& o) {
    return insert_rows{o.table, o.undo_columns, o.undo_values, o.only, o.place};
}
constexpr operation reverse(const schema&, const backfill& o) { return detail::do_nothing(o.place); }
constexpr operation reverse(const schema&, const run& o) {
    if (o.undo_nothing) return detail::do_nothing(o.place);
    return run{o.undo, o.function, false, o.irreversible, o.only, o.place};
}

template <AnyOperation Any>
constexpr operation reverse(const schema& before, const Any& o) {
    return std::visit([&](const auto& one) { return reverse(before, one); }, o);
}

namespace detail {

/// Whether the value is the same for every row, and known before it is asked for.
constexpr bool is_constant(const expression& e) {
    if (e.nodes.size() != 1 || e.nodes[0].kind != node_kind::literal) return false;
    switch (e.nodes[0].value.kind) {
        case literal_kind::boolean:
        case literal_kind::integer:
        case literal_kind::real:
        case literal_kind::text: return true;
        default: return false;
    }
}

/// The column comes back, and existing rows get the value that the author gave. A constant is a default for as long as
/// it takes, because databases then need not write the rows.
constexpr void bring_back(const schema& after, const add_column& back, const expression& value,
                          std::vector<operation>& steps) {
    alter_column settle{.table = back.table, .column = back.column.name, .place = back.place};
    settle.default_value = back.column.default_value;
    if (is_constant(value)) {
        add_column filled = back;
        filled.column.default_value = value.nodes[0].value;
        schema trial = after;
        faults found;
        apply(trial, add_column(filled), found);
        if (found.empty()) {
            steps.push_back(std::move(filled));
            steps.push_back(std::move(settle));
            return;
        }
    }
    add_column empty = back;
    empty.column.nullable = true;
    empty.column.default_value = {};
    backfill fill{.table = back.table, .place = back.place};
    fill.set.push_back({back.column.name, value});
    fill.where.nodes.push_back({.kind = node_kind::column, .name = back.column.name});
    fill.where.nodes.push_back({.kind = node_kind::is_null, .left = 0});
    steps.push_back(std::move(empty));
    steps.push_back(std::move(fill));
    if (!back.column.nullable) settle.nullable = false;
    if (!back.column.default_value) settle.default_value = {};
    if (settle.nullable || settle.default_value) steps.push_back(std::move(settle));
}

}  // namespace detail

/// The steps that undo `o` on tables with rows, in their order: reverse(before, o), or several that lead to the same
/// schema. `after` is the schema after `o`. Rows may have been written since, so a step that demands something of them
/// asks the database first (precheck).
constexpr std::vector<operation> undo(const schema& before, const schema& after, const operation& o) {
    std::vector<operation> steps;
    operation back = reverse(before, o);
    const auto* drop = std::get_if<drop_column>(&o);
    if (drop && !drop->undo.empty())
        detail::bring_back(after, std::get<add_column>(back), drop->undo, steps);
    else
        steps.push_back(std::move(back));
    schema now = after;
    ++now.revision;  // every table has rows
    now.facts = {};
    for (operation& step : steps)
        std::visit(
            [&](auto& one) {
                if constexpr (requires { one.assurance; }) {
                    faults demanded;
                    oblige(now, std::as_const(one), demanded);
                    if (!demanded.empty()) one.assurance.precheck = true;
                }
                if (steps.size() == 1) return;
                learn(now, std::as_const(one));
                auto copy = one;
                faults none;
                apply(now, std::move(copy), none);
            },
            step);
    return steps;
}

}  // namespace retort::model
