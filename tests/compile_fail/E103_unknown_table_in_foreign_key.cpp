// A foreign key to a table that is spelled otherwise.
// expect-error: at 1: parts.category_id references 'categoris', and there is no such table; did you mean 'categories'? [E103]
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
    column("category_id", bigint, references("categories", "id", on_delete::cascade)),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("category_id", bigint, references("categoris", "id", on_delete::cascade)),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
