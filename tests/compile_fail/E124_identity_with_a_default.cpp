// A numbered column that has a default as well.
// expect-error: at 1: parts.id is an identity column and has a default; remove one of them [E124]
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
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity, default_(1)),  // fault 1
    column("price", numeric(10, 2)),
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
