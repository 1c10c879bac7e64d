// Defaults that their enumeration does not have.
// expect-error: at 1: orders.status is of enumeration 'order_status', which has no value 'payed'; did you mean 'paid'? [E123]
// expect-error: at 2: orders.earlier is of enumeration 'order_status', which has no value 'draft'; use one of its values: 'new', 'paid', 'shipped' [E123]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto order_status = enumeration("order_status", "new", "paid", "shipped");

#ifndef RETORT_FAULT
inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("status", order_status, default_("paid")),
    column("earlier", order_status, nullable, default_("new")),
    primary_key("id"));
#else
inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("status", order_status, default_("payed")),  // fault 1
    column("earlier", order_status, nullable, default_("draft")),  // fault 2
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", order_status, orders>;

}  // namespace shop
