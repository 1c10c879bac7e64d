// A table that was begun.
// expect-error: at 1: table 'parts' has no columns; declare at least one [E110]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto categories = table("categories",
    column("id", bigint, identity),
    column("name_ru", varchar(120)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts", column("id", bigint));
#else
inline constexpr auto parts = table("parts");  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
