// A check that is a number, and an index restricted by a text.
// expect-error: at 1: check 'price_not_negative' of table 'parts' is a value of type number, not a condition; write a comparison, such as col("price") >= 0 [E113]
// expect-error: at 2: where(...) of index 'ix_parts_named' of table 'parts' is a value of type text, not a condition; write a comparison, such as col("price") >= 0 [E113]
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
    column("name_ru", varchar(200), nullable),
    column("price", numeric(10, 2)),
    primary_key("id"),
    check("price_not_negative", col("price") - 1 >= 0),
    index("ix_parts_named", on("price"), where(col("name_ru").is_not_null())));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200), nullable),
    column("price", numeric(10, 2)),
    primary_key("id"),
    check("price_not_negative", col("price") - 1),  // fault 1
    index("ix_parts_named", on("price"), where(col("name_ru"))));  // fault 2
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
