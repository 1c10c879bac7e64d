// A key and an index that list one column twice.
// expect-error: at 1: unique key of table 'parts' names column 'price' twice; name it once [E122]
// expect-error: at 2: index 'ix_parts_price' of table 'parts' names column 'price' twice; name it once [E122]
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
    unique("price", "name_ru"),
    index("ix_parts_price", on("price", desc("name_ru"))));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"),
    unique("price", "price"),  // fault 1
    index("ix_parts_price", on("price", desc("price"))));  // fault 2
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
