#pragma once
#include <retort/dsl.hpp>

namespace golden::case_partitions_drop {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("events",
        column("at", timestamp, nullable),
        column("name", text),
        partition_by_range("at"),
        partition("events_old", from(sql("MINVALUE")), to("2024-01-01")),
        partition("events_2024", from("2024-01-01"), to("2025-01-01")),
        partition("events_new", from("2025-01-01"), to(sql("MAXVALUE"))),
        default_partition("events_rest")),
    create_table("places",
        column("country", varchar(2), nullable),
        column("name", text),
        partition_by_list("country"),
        partition("places_eu", values_in("de", "fr")),
        partition("places_us", values_in("us", null)),
        partition("places_nowhere", values_in("xx")),
        default_partition("places_rest")),
    create_table("grid",
        column("x", integer),
        column("y", integer),
        partition_by_range("x", "y"),
        partition("grid_low", from(sql("MINVALUE"), sql("MINVALUE")), to(0, 0)),
        partition("grid_middle", from(0, 0), to(10, sql("MINVALUE"))),
        partition("grid_ten", from(10, sql("MINVALUE")), to(10, sql("MAXVALUE"))),
        partition("grid_high", from(10, sql("MAXVALUE")), to(sql("MAXVALUE"), sql("MAXVALUE")))),
    create_table("notes",
        column("day", date),
        partition_by_range("day"),
        default_partition("notes_rest")));

inline constexpr auto steps = migration("002_partitions_drop",
    revises("001_before"),
    drop_partition("events", "events_2024"),
    drop_partition("events", "events_rest"),
    drop_partition("events", "events_old"),
    drop_partition("events", "events_new"),
    drop_partition("places", "places_rest"),
    drop_partition("places", "places_us"),
    drop_partition("places", "places_eu"),
    drop_partition("grid", "grid_low"),
    drop_partition("grid", "grid_middle"),
    drop_partition("grid", "grid_ten"),
    drop_partition("grid", "grid_high"),
    drop_partition("notes", "notes_rest"));

}  // namespace golden::case_partitions_drop
