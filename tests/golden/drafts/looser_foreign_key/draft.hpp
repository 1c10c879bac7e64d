#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    drop_foreign_key("orders", "fk_orders_customer_id"),
    alter_column("orders", "customer_id", nullable),
    add_foreign_key("orders",
        foreign_key("customer_id", references("customers", "id", on_delete::set_null)),
        assume("the previous definition had the same requirement")));

}  // namespace shop
