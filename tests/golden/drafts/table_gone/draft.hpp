#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    drop_foreign_key("orders", "fk_orders_customer_id"),
    // Destroys what is in customers.
    drop_table("customers"),
    // Destroys what is in orders.customer_id.
    // A downgrade adds the column again, NOT NULL. Write the value that existing rows get then; or, instead of
    // undo(...), precheck to refuse the downgrade while there are rows, or irreversible("why").
    drop_column("orders", "customer_id", undo(set("customer_id", todo))));

}  // namespace shop
