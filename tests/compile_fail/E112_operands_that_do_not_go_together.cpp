// Conditions that compare, add or match what has no common type.
// expect-error: at 1: check 'price_not_negative' of table 'parts' combines a value of type number with one of type text; use operands of the same type [E112]
// expect-error: at 2: check 'name_is_long' of table 'parts' combines a value of type text with an operator that needs a number; use operands of the same type [E112]
// expect-error: at 3: where(...) of index 'ix_parts_ten' of table 'parts' combines a value of type number with an operator that needs a text; use operands of the same type [E112]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto categories = table("categories",
    column("id", bigint, identity),
    column("name_ru", varchar(120)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"),
    check("price_not_negative", col("price") >= 0),
    check("name_is_long", length(col("name_ru")) > 2),
    index("ix_parts_ten", on("price"), where(col("name_ru").like("10%"))));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"),
    check("price_not_negative", col("price") >= "0"),  // fault 1
    check("name_is_long", col("name_ru") + 1 > 3),  // fault 2
    index("ix_parts_ten", on("price"), where(col("price").like("10%"))));  // fault 3
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
