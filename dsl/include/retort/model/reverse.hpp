// The way back: from the model before a step and the step, the step that undoes it. The law
// apply(apply(s, o), reverse(s, o)) == s holds for every operation that reverse answers; raw SQL brings its own way
// back.
#pragma once

#include <retort/model/any_operation.hpp>

namespace retort::model {

// Each overload expects that `o` can be applied to `before`.

constexpr operation reverse(const schema&, const create_table& o) { return drop_table{o.table.name, o.place}; }

constexpr operation reverse(const schema& before, const drop_table& o) {
    return create_table{*before.find(o.table), o.place};
}

constexpr operation reverse(const schema&, const rename_table& o) { return rename_table{o.to, o.from, o.place}; }

constexpr operation reverse(const schema&, const add_column& o) { return drop_column{o.table, o.column.name, o.place}; }

constexpr operation reverse(const schema& before, const drop_column& o) {
    return add_column{o.table, *before.find(o.table)->find(o.column), o.place};
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
    return back;
}

constexpr operation reverse(const schema&, const create_index& o) {
    const names columns = detail::column_names(o.index);
    return drop_index{o.table, o.index.name, detail::columns_unless_named(o.index.name, columns), o.place};
}

constexpr operation reverse(const schema& before, const drop_index& o) {
    const table& t = *before.find(o.table);
    return create_index{o.table, t.indexes[static_cast<std::size_t>(detail::position(t, o))], o.place};
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
        case constraint_kind::primary_key: return add_primary_key{o.table, t.primary_key, o.place};
        case constraint_kind::unique: return add_unique{o.table, t.uniques[at], o.place};
        case constraint_kind::foreign_key: return add_foreign_key{o.table, t.foreign_keys[at], o.place};
        default: return add_check{o.table, t.checks[at], o.place};
    }
}

constexpr operation reverse(const schema&, const create_enumeration& o) {
    return drop_enumeration{o.enumeration.name, o.place};
}

constexpr operation reverse(const schema& before, const drop_enumeration& o) {
    return create_enumeration{*before.find_enumeration(o.name), o.place};
}

constexpr operation reverse(const schema& before, const alter_enumeration& o) {
    return alter_enumeration{o.name, before.find_enumeration(o.name)->values, o.place};
}

/// The raw way back, which is raw SQL itself. Where the author said that there is none, `irreversible` says why.
constexpr operation reverse(const schema&, const execute& o) { return execute{o.down, o.up, o.irreversible, o.place}; }

constexpr operation reverse(const schema& before, const operation& o) {
    return std::visit([&](const auto& one) { return reverse(before, one); }, o);
}

}  // namespace retort::model
