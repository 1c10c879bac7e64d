// An order that is to outlive its customer, in a column that must name one.
// expect-error: at 1: orders.customer_id is NOT NULL, but its foreign key sets it to NULL on delete; make the column nullable, or choose another action [E128]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto customers = table("customers",
    column("id", bigint, identity),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("customer_id", bigint, nullable, references("customers", "id", on_delete::set_null)),
    primary_key("id"));
#else
inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("customer_id", bigint, references("customers", "id", on_delete::set_null)),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", customers, orders>;

}  // namespace shop
