// Two tables that SQLite takes for one.
// expect-error: at 1: table 'Parts' differs from 'parts' only in case; rename one of them [E139]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto where_it_lives = databases(sqlite, postgresql);

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto more_parts = table("old_parts",
    column("id", bigint, identity),
    primary_key("id"));
#else
inline constexpr auto more_parts = table("Parts",  // fault 1
    column("id", bigint, identity),
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", where_it_lives, parts, more_parts>;

}  // namespace shop
