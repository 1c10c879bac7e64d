#pragma once
#include <retort/dsl.hpp>

namespace golden::case_backfill_that_would_not_end {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("orders",
        column("id", bigint),
        column("vin", text, nullable),
        primary_key("id")));

inline constexpr auto steps = migration("002_backfill_that_would_not_end",
    revises("001_before"),
    backfill("orders", set("vin", concat(col("vin"), "!")), where(col("vin").is_not_null()), batch(1000)));

}  // namespace golden::case_backfill_that_would_not_end
