// A foreign key whose type is not that of the key.
// expect-error: at 1: parts.category_id is integer, but it references categories.id, which is bigint; give both columns the same type [E105]
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
    column("category_id", bigint, references("categories", "id")),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("category_id", integer, references("categories", "id")),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
