#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    drop_index("customers", "ix_customers_fax"),
    // Destroys what is in customers.fax.
    drop_column("customers", "fax"));

}  // namespace shop
