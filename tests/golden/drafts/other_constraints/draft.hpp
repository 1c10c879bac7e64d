#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    drop_check("customers", "named"),
    drop_unique("customers", "uq_customers_name"),
    // Rows that are there may break it. Write precheck to have them counted first, assume("why none does"), or
    // mend them in a step before.
    add_unique("customers", constraint("one_account_each", unique("name", "email")), todo),
    // Here too: precheck, assume("why none does"), or a step before.
    add_check("customers", check("named", length(col("name")) > 1 && !col("name").in("?", "-")), todo),
    // Here too: precheck, assume("why none does"), or a step before.
    create_index("customers", unique_index(on("email"), where(col("email").like("%@%"))), todo));

}  // namespace shop
