// An enumeration under the name of a table: for PostgreSQL both are types.
// expect-error: at 1: enumeration 'parts': a table of that name already exists; rename one of them [E138]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto kinds = enumeration("part_kind", "wheel", "door");
#else
inline constexpr auto kinds = enumeration("parts", "wheel", "door");  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", kinds, parts>;

}  // namespace shop
