// A foreign key to a column that its target does not have.
// expect-error: at 1: parts.category_name references categories.name_rus, and categories has no such column; did you mean 'name_ru'? [E104]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto categories = table("categories",
    column("id", bigint, identity),
    column("name_ru", varchar(120)),
    primary_key("id"),
    unique("name_ru"));

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("category_name", varchar(120), references("categories", "name_ru")),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("category_name", varchar(120), references("categories", "name_rus")),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
