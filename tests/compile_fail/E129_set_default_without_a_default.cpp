// Orders that fall back to a default customer, of which there is none.
// expect-error: at 1: orders.customer_id has no default, but its foreign key sets it to its default on update; give the column a default, or choose another action [E129]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto customers = table("customers",
    column("id", bigint, identity),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("customer_id", bigint, default_(1), references("customers", "id", on_update::set_default)),
    primary_key("id"));
#else
inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("customer_id", bigint, references("customers", "id", on_update::set_default)),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", customers, orders>;

}  // namespace shop
