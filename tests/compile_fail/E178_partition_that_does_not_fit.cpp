// A list of values, as a part of a table that is partitioned by range.
// expect-error: at 1: partition 'events_2024' of table 'events': it has bounds for list, and the table is partitioned by range; write from(...) and to(...), values_in(...) or modulus(...) to match the table's partition_by(...) [E178]
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
    primary_key("id", "day"),
    partition_by_range("day"),
    partition("events_2024", values_in("2024-01-01")));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", events>;

}  // namespace shop
