#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    drop_index("customers", "ix_customers_fax"),
    // Destroys the data of customers.fax. Write why it may be destroyed, or remove allow_loss; each run then asks.
    // A downgrade adds the column again as NOT NULL. Write the value that existing rows get. Instead of undo(...),
    // precheck rejects the downgrade while the table has rows, and irreversible("why") forbids it.
    drop_column("customers", "fax", allow_loss(todo), undo(set("fax", todo))));

}  // namespace shop
