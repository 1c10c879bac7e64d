// Keys, checks and indexes over a column that the table does not have.
// expect-error: at 1: primary key names column 'idd', which table 'parts' does not have; did you mean 'id'? [E106]
// expect-error: at 2: unique key names column 'article', which table 'parts' does not have; add the column, or name an existing one [E106]
// expect-error: at 3: check 'price_not_negative' names column 'prise', which table 'parts' does not have; did you mean 'price'? [E106]
// expect-error: at 4: index names column 'vendor', which table 'parts' does not have; add the column, or name an existing one [E106]
// expect-error: at 5: where(...) of index 'ix_parts_cheap' names column 'pirce', which table 'parts' does not have; did you mean 'price'? [E106]
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
    primary_key("id"),
    unique("price"),
    check("price_not_negative", col("price") >= 0),
    index(on("price")),
    index("ix_parts_cheap", on("id"), where(col("price") < 100)));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", numeric(10, 2)),
    primary_key("idd"),  // fault 1
    unique("article"),  // fault 2
    check("price_not_negative", col("prise") >= 0),  // fault 3
    index(on("vendor")),  // fault 4
    index("ix_parts_cheap", on("price"), where(col("pirce") < 100)));  // fault 5
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
