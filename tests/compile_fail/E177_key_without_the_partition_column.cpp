// A key that does not say in which partition its row is.
// expect-error: at 1: primary key of table 'events' does not contain 'day', by which the table is partitioned; add the column to the key [E177]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto events = table("events",
    column("id", bigint),
    column("day", date),
    primary_key("id", "day"),
    partition_by_range("day"),
    partition("events_2024", from("2024-01-01"), to("2025-01-01")));
#else
inline constexpr auto events = table("events",
    column("id", bigint),
    column("day", date),
    primary_key("id"),  // fault 1
    partition_by_range("day"),
    partition("events_2024", from("2024-01-01"), to("2025-01-01")));
#endif

inline constexpr auto schema = retort::schema<"shop", events>;

}  // namespace shop
