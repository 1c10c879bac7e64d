// A key that may be null.
// expect-error: at 1: parts.article is nullable, but part of the primary key; remove nullable [E116]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto categories = table("categories",
    column("id", bigint, identity),
    column("name_ru", varchar(120)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("article", varchar(40)),
    column("price", numeric(10, 2)),
    primary_key("article"));
#else
inline constexpr auto parts = table("parts",
    column("article", varchar(40), nullable),  // fault 1
    column("price", numeric(10, 2)),
    primary_key("article"));
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
