// Two enumerations of one schema under one name.
// expect-error: at 1: enumeration 'status' is declared twice; rename one of them, or list the enumeration once [E120]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto order_status = enumeration("status", "new", "paid", "shipped");
#ifndef RETORT_FAULT
inline constexpr auto part_status = enumeration("part_status", "in stock", "sold out");
#else
inline constexpr auto part_status = enumeration("status", "in stock", "sold out");  // fault 1
#endif

inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("status", order_status, default_("new")),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", order_status, part_status, orders>;

}  // namespace shop
