// Steps on indexes: create, drop, rename.
#pragma once

#include <retort/dsl/step/part.hpp>

namespace retort::dsl {

/// create_index("orders", index("ix_orders_car_number", on("car_number"))); of a unique one also precheck, assume("…").
RETORT_DSL_ADD(create_index, model::index, "create_index(\"table\", index(on(...)))")

struct drop_index_step {
    name table;
    std::string_view index;
    constexpr void visit(auto&& visitor) const { visitor(model::drop_index{table.text, index, {}, table.at}); }
};

/// By its name, given or derived.
consteval auto drop_index(name table, text_argument index) {
    return drop_index_step{detail::with(table, index), index.text};
}
RETORT_DSL_ARGUMENTS(drop_index, 2, 2, "drop_index(\"table\", \"index\")")

struct rename_index_step {
    name table;
    std::string_view from, to;
    constexpr void visit(auto&& visitor) const { visitor(model::rename_index{table.text, from, to, table.at}); }
};

consteval auto rename_index(name table, text_argument from, text_argument to) {
    return rename_index_step{detail::with(table, from, to), from.text, to.text};
}
RETORT_DSL_ARGUMENTS(rename_index, 3, 3, "rename_index(\"table\", \"old\", \"new\")")

}  // namespace retort::dsl
