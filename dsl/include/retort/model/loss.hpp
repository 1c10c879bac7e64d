// What an operation destroys: tables and columns whose contents cannot be had back by undoing it.
#pragma once

#include <retort/model/any_operation.hpp>
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

/// Tables and columns ("orders.vin") whose contents `o` destroys; nothing where nothing is lost. Raw SQL and functions
/// are not understood.
constexpr list<string> destroyed(const operation& o, const schema& before) {
    list<string> lost;
    const auto column = [&](std::string_view table, std::string_view name) {
        lost.push_back(detail::lost_column(table, name));
    };
    if (const auto* drop = std::get_if<drop_table>(&o)) {
        lost.push_back(string(drop->table));
    } else if (const auto* drop_one = std::get_if<drop_column>(&o)) {
        // What is computed can be computed again.
        if (!before.find(drop_one->table)->find_generated(drop_one->column)) column(drop_one->table, drop_one->column);
    } else if (const auto* alter = std::get_if<alter_column>(&o)) {
        // What using_ computes takes the place of what was there, whatever the types.
        if (alter->type &&
            (!alter->using_.empty() || !widens(before.find(alter->table)->find(alter->column)->type, *alter->type)))
            column(alter->table, alter->column);
    } else if (const auto* replace = std::get_if<replace_object>(&o)) {
        if (detail::narrower_domain(before, replace->object))
            for (const table& t : before.tables)
                for (const model::column& c : t.columns)
                    if (detail::is_of_domain(before, c.type, replace->object.name)) column(t.name, c.name);
    } else if (const auto* part = std::get_if<drop_partition>(&o)) {
        lost.push_back(string(part->name));
    } else if (const auto* rows = std::get_if<delete_rows>(&o)) {
        // With undo(...) they come back.
        if (rows->undo_values.empty()) lost.push_back(string(rows->table));
    } else if (const auto* update = std::get_if<update_rows>(&o)) {
        if (update->undo.empty())
            for (const assignment& a : update->set) column(update->table, a.column);
    } else if (const auto* fill = std::get_if<backfill>(&o)) {
        for (const assignment& a : fill->set)
            if (!detail::fills_nulls_only(fill->where, a.column)) column(fill->table, a.column);
    }
    return lost;
}

}  // namespace retort::model
