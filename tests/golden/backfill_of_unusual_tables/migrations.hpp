#pragma once
#include <retort/dsl.hpp>

namespace golden::case_backfill_of_unusual_tables {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("parts",
        column("id", bigint),
        column("rowid", text, nullable),
        column("at", date),
        primary_key("id", "at"),
        partition_by_range("at"),
        default_partition("parts_rest")));

inline constexpr auto steps = migration("002_backfill_of_unusual_tables",
    revises("001_before"),
    backfill("parts", set("rowid", "none"), where(col("rowid").is_null() && col("id") > 5), batch(10)));

}  // namespace golden::case_backfill_of_unusual_tables
