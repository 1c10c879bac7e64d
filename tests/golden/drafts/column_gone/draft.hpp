#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    drop_index("customers", "ix_customers_fax"),
    // Destroys the contents of customers.fax. Write why they may go, or remove allow_loss: then each run asks.
    // A downgrade adds the column again, NOT NULL. Write the value that existing rows get then; or, instead of
    // undo(...), precheck to refuse the downgrade while there are rows, or irreversible("why").
    drop_column("customers", "fax", allow_loss(todo), undo(set("fax", todo))));

}  // namespace shop
