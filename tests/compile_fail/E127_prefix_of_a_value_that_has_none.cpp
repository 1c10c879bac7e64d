// The beginning of a number.
// expect-error: at 1: index 'by_price' of table 'parts': the prefix of 'price' is of integer; index the whole column [E127]
// expect-error: at 1: index 'by_code' of table 'parts': the prefix of 'code' is longer than the column, which is varchar(10); index the whole column [E127]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", text),
    column("price", integer),
    column("code", varchar(10)),
    primary_key("id"),
#ifndef RETORT_FAULT
    index("by_name", on(desc(prefix("name", 20)), "price")), index("by_code", on(prefix("code", 10))));
#else
    index("by_price", on(prefix("price", 2))), index("by_code", on(prefix("code", 11))));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
