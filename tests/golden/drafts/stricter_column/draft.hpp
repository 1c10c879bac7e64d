#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    // What do the rows have that are there already?
    backfill("customers", set("email", todo), where(col("email").is_null())),
    alter_column("customers", "email", not_null),
    // Rows that are there may break it. Write precheck to have them counted first, assume("why none does"), or
    // mend them in a step before.
    add_unique("customers", unique("email"), todo));

}  // namespace shop
