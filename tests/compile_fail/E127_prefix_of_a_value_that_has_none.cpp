// The beginning of a number.
// expect-error: at 1: index 'by_price' of table 'parts': the prefix of 'price' is invalid for type integer; index the whole column [E127]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", text),
    column("price", integer),
    primary_key("id"),
#ifndef RETORT_FAULT
    index("by_name", on(desc(prefix("name", 20)), "price")));
#else
    index("by_price", on(prefix("price", 2))));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
