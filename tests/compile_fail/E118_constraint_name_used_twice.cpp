// Two checks under one name, and two unique keys of the same columns.
// expect-error: at 1: table 'parts' has two constraints named 'positive'; rename one of them [E118]
// expect-error: at 2: table 'parts' has two constraints named 'uq_parts_price'; rename one of them [E118]
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
    column("price", numeric(10, 2)),
    column("stock", integer),
    primary_key("id"),
    check("positive", col("price") > 0),
    unique("price"),
    check("stock_positive", col("stock") > 0),
    unique("price", "stock"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", numeric(10, 2)),
    column("stock", integer),
    primary_key("id"),
    check("positive", col("price") > 0),
    unique("price"),
    check("positive", col("stock") > 0),  // fault 1
    unique("price"));  // fault 2
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
