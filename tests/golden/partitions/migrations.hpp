#pragma once
#include <retort/dsl.hpp>

namespace golden::case_partitions {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("events",
        column("id", bigint),
        column("at", date),
        primary_key("id", "at"),
        partition_by_range("at"),
        partition("events_2024", from("2024-01-01"), to("2025-01-01"))));

inline constexpr auto steps = migration("002_partitions",
    revises("001_before"),
    create_partition("events", partition("events_2025", from("2025-01-01"), to("2026-01-01"))),
    create_partition("events", default_partition("events_rest")),
    drop_partition("events", "events_2024"),
    create_table("by_country",
        column("country", char_(2)),
        column("name", text),
        primary_key("country"),
        partition_by_list("country"),
        partition("by_country_eu", values_in("de", "fr")),
        partition("by_country_us", values_in("us")),
        with("fillfactor", "70")),
    create_table("spread",
        column("id", bigint),
        primary_key("id"),
        partition_by_hash("id"),
        partition("spread_0", modulus(2, 0)),
        partition("spread_1", modulus(2, 1)),
        index("ix_spread", on("id"))),
    create_table("open_ended",
        column("n", integer),
        column("m", integer),
        partition_by_range("n", "m"),
        partition("below", from(sql("MINVALUE"), sql("MINVALUE")), to(0, 0))));

}  // namespace golden::case_partitions
