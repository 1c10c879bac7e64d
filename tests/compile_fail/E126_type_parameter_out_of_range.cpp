// Lengths and precisions that no database has.
// expect-error: at 1: parts.article is varchar(0): its length is less than 1; choose a supported length or precision [E126]
// expect-error: at 2: parts.price is numeric(2, 10): its scale is not between 0 and the precision; choose a supported length or precision [E126]
// expect-error: at 3: parts.weight is numeric(2000, 0): its precision is not between 1 and 1000; choose a supported length or precision [E126]
// expect-error: at 4: parts.remark is varchar(100000): its length is more than 65535; choose a supported length or precision [E126]
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
    column("article", varchar(40)),
    column("price", numeric(10, 2)),
    column("weight", numeric(20)),
    column("remark", text),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("article", varchar(0)),  // fault 1
    column("price", numeric(2, 10)),  // fault 2
    column("weight", numeric(2000)),  // fault 3
    column("remark", varchar(100000)),  // fault 4
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
