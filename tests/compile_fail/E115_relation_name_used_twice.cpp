// An index called like one of another table, and one called like a table.
// expect-error: at 1: index 'ix_name' of table 'parts': a table, key, index, view or sequence of that name exists already; give it another name [E115]
// expect-error: at 2: index 'categories' of table 'parts': a table, key, index, view or sequence of that name exists already; give it another name [E115]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto categories = table("categories",
    column("id", bigint, identity),
    column("name_ru", varchar(120)),
    primary_key("id"),
    index("ix_name", on("name_ru")));

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    primary_key("id"),
    index("ix_parts_name", on("name_ru")),
    index("ix_parts_id_name", on("id", "name_ru")));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    primary_key("id"),
    index("ix_name", on("name_ru")),  // fault 1
    index("categories", on("id", "name_ru")));  // fault 2
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
