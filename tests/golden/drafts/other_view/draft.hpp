#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    replace_view("open_orders", "SELECT id, total FROM orders WHERE NOT paid", depends_on("orders")));

}  // namespace shop
