// Columns of enumerations that nobody declared.
// expect-error: at 1: orders.status is of enumeration 'order_states', and there is no such enumeration; did you mean 'order_status'? [E114]
// expect-error: at 2: orders.mood is of enumeration 'mood', and there is no such enumeration; declare enumeration("mood", ...) and list it in the schema [E114]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto order_status = enumeration("order_status", "new", "paid", "shipped");

#ifndef RETORT_FAULT
inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("status", enum_("order_status")),
    column("mood", text),
    primary_key("id"));
#else
inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("status", enum_("order_states")),  // fault 1
    column("mood", enum_("mood")),  // fault 2
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", order_status, orders>;

}  // namespace shop
