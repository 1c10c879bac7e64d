#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    // Existing rows may violate it. Write precheck to count them first, assume("why none does"), or correct them
    // in an earlier step.
    add_check("parts", check("price_not_negative", col("price") >= 0), todo),
    create_index("parts", index(on("name"))),
    create_index("parts", index("ix_parts_cheap", on(desc("price")), where(col("active")))));

}  // namespace shop
