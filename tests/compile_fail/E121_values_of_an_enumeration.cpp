// A value that is listed twice.
// expect-error: at 1: enumeration 'order_status' lists 'paid' twice; list at least one value, and each value once [E121]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto order_status = enumeration("order_status", "new", "paid", "shipped");
#else
inline constexpr auto order_status = enumeration("order_status", "new", "paid", "shipped", "paid");  // fault 1
#endif

inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("status", order_status),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", order_status, orders>;

}  // namespace shop
