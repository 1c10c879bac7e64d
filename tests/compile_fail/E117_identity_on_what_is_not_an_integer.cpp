// Numbering that is asked of a uuid.
// expect-error: at 1: parts.id is uuid, but an identity column must be an integer; make it bigint [E117]
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
    column("id", uuid, identity),  // fault 1
    column("price", numeric(10, 2)),
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
