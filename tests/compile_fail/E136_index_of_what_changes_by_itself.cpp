// An index of the orders that are yet to come: tomorrow there are fewer of them, and nobody tells the index.
// expect-error: at 1: where(...) of index 'ix_orders_recent' of table 'orders' uses now, which is not immutable; compare with a constant, or move the condition to the query [E136]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("placed", timestamptz),
    primary_key("id"),
    index("ix_orders_recent", on("placed"), where(col("placed") > "2024-01-01")));
#else
inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("placed", timestamptz),
    primary_key("id"),
    index("ix_orders_recent", on("placed"), where(col("placed") > now)));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", orders>;

}  // namespace shop
