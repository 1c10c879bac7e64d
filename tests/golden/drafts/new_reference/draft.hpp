#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    add_column("orders", column("customer_id", bigint, nullable, references("customers", "id", on_delete::set_null))));

}  // namespace shop
