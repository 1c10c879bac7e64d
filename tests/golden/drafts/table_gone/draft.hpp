#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    drop_foreign_key("orders", "fk_orders_customer_id"),
    // Destroys the contents of customers. Write why they may go, or remove allow_loss: then each run asks.
    drop_table("customers", allow_loss(todo)),
    // Destroys the contents of orders.customer_id. Write why they may go, or remove allow_loss: then each run
    // asks.
    // A downgrade adds the column again, NOT NULL. Write the value that existing rows get then; or, instead of
    // undo(...), precheck to refuse the downgrade while there are rows, or irreversible("why").
    drop_column("orders", "customer_id", allow_loss(todo), undo(set("customer_id", todo))));

}  // namespace shop
