#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    // Which value do existing rows get?
    backfill("customers", set("email", todo), where(col("email").is_null())),
    alter_column("customers", "email", not_null),
    // Existing rows may violate it. Write precheck to count them first, assume("why none does"), or correct them
    // in an earlier step.
    add_unique("customers", unique("email"), todo));

}  // namespace shop
