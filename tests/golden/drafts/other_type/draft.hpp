#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    drop_check("customers", "ck_customers_visits"),
    alter_column("customers", "visits", bigint, default_(1)),
    alter_column("customers", "note", text, nullable),
    add_check("customers", check(col("visits") >= 0), assume("the previous definition had the same requirement")));

}  // namespace shop
