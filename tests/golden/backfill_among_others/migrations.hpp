#pragma once
#include <retort/dsl.hpp>

namespace golden::case_backfill_among_others {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("orders",
        column("id", bigint),
        column("vin", text, nullable),
        primary_key("id")));

inline constexpr auto steps = migration("002_backfill_among_others",
    revises("001_before"),
    backfill("orders", set("vin", "unknown"), where(col("vin").is_null()), batch(1000)),
    alter_column("orders", "vin", not_null));

}  // namespace golden::case_backfill_among_others
