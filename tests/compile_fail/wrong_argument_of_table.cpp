// A number, a step and a condition in the place of a part.
// expect-error: at 1: table 'parts' is given a number; write columns, primary_key(...), unique(...), foreign_key(...), check(...), exclude(...), index(...) and options after its name [E191]
// expect-error: at 2: table 'orders' is given a step of a migration; write columns, primary_key(...), unique(...), foreign_key(...), check(...), exclude(...), index(...) and options after its name [E191]
// expect-error: at 3: table 'customers' is given an expression; write columns, primary_key(...), unique(...), foreign_key(...), check(...), exclude(...), index(...) and options after its name [E191]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("price", integer));
inline constexpr auto orders = table("orders",
    column("id", bigint));
inline constexpr auto customers = table("customers",
    column("age", integer),
    check(col("age") > 17));
#else
inline constexpr auto parts = table("parts",  // fault 1
    column("price", integer), 5);
inline constexpr auto orders = table("orders",  // fault 2
    column("id", bigint),
    add_primary_key("orders", primary_key("id")));
inline constexpr auto customers = table("customers",  // fault 3
    column("age", integer),
    col("age") > 17);
#endif

inline constexpr auto schema = retort::schema<"shop", parts, orders, customers>;

}  // namespace shop
