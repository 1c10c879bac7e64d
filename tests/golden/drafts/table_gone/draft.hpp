#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    drop_foreign_key("orders", "fk_orders_customer_id"),
    // Destroys the data of customers. Write why it may be destroyed, or remove allow_loss; each run then asks.
    drop_table("customers", allow_loss(todo)),
    // Destroys the data of orders.customer_id. Write why it may be destroyed, or remove allow_loss; each run then
    // asks.
    // A downgrade adds the column again as NOT NULL. Write the value that existing rows get. Instead of undo(...),
    // precheck rejects the downgrade while the table has rows, and irreversible("why") forbids it.
    drop_column("orders", "customer_id", allow_loss(todo), undo(set("customer_id", todo))));

}  // namespace shop
