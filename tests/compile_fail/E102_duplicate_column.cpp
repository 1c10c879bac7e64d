// Two columns of one table under one name.
// expect-error: at 1: column parts.price is declared twice; rename or remove one of them [E102]
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
    column("price_old", numeric(10, 2), nullable),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", numeric(10, 2)),
    column("price", numeric(10, 2), nullable),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
