#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    drop_check("customers", "named"),
    drop_unique("customers", "uq_customers_name"),
    // Existing rows may violate it. Write precheck to count them first, assume("why none does"), or correct them
    // in an earlier step.
    add_unique("customers", constraint("one_account_each", unique("name", "email")), todo),
    // As above: precheck, assume("why none does"), or an earlier step.
    add_check("customers", check("named", length(col("name")) > 1 && !col("name").in("?", "-")), todo),
    // As above: precheck, assume("why none does"), or an earlier step.
    create_index("customers", unique_index(on("email"), where(col("email").like("%@%"))), todo));

}  // namespace shop
