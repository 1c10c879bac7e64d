// What an operation destroys: tables and columns whose contents cannot be had back by undoing it.
#pragma once

#include <retort/model/any_operation.hpp>

namespace retort::model {

/// Whether every value of `from` is a value of `to`, unchanged.
constexpr bool widens(const type& from, const type& to) {
    if (from == to) return true;
    const auto rank = [](type_kind k) {
        return k == type_kind::smallint ? 1 : k == type_kind::integer ? 2 : k == type_kind::bigint ? 3 : 0;
    };
    if (rank(from.kind) && rank(to.kind)) return rank(from.kind) < rank(to.kind);
    if (from.kind == type_kind::real && to.kind == type_kind::double_precision) return true;
    if (from.kind == type_kind::numeric && to.kind == type_kind::numeric)
        return to.b >= from.b && to.a - to.b >= from.a - from.b;
    if (rank(from.kind) && to.kind == type_kind::numeric)
        return to.a - to.b >= (from.kind == type_kind::smallint ? 5 : from.kind == type_kind::integer ? 10 : 19);
    if (family_of(from.kind) == family::text && to.kind == type_kind::text) return from.kind != type_kind::char_;
    if (from.kind == type_kind::varchar && to.kind == type_kind::varchar) return to.a >= from.a;
    return from.kind == type_kind::enumeration && to.kind == type_kind::text;
}

/// "orders" or "orders.vin"; empty when nothing is lost. Raw SQL is not understood.
constexpr string destroyed(const operation& o, const schema& before) {
    if (const auto* drop = std::get_if<drop_table>(&o)) return string(drop->table);
    if (const auto* drop = std::get_if<drop_column>(&o)) return string(drop->table) + "." + drop->column;
    if (const auto* alter = std::get_if<alter_column>(&o))
        if (alter->type && !widens(before.find(alter->table)->find(alter->column)->type, *alter->type))
            return string(alter->table) + "." + alter->column;
    return {};
}

}  // namespace retort::model
