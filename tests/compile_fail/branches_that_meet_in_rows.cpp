// Two branches write one column of rows that exist; where the merge assumes that either order will do, they may.
// expect-error: at 1: '002_double' and '002_round', which '003_merge' merges, do not commute: update rows of parts (price) in '002_double' and update rows of parts (price) in '002_round' both write column 'parts.price'; let one of them revise the other, or remove the change from one, or add assume("why") to the merge if either order is correct [E155]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", integer),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("price", integer),
        primary_key("id")));

inline constexpr auto m002_double = migration("002_double", revises("001_create_parts"),
    update_rows("parts", set("price", col("price") * 2), all_rows, undo(set("price", col("price") / 2), all_rows)));

inline constexpr auto m002_round = migration("002_round", revises("001_create_parts"),
    update_rows("parts", set("price", 10), where(col("price") < 10), irreversible("what it was is not kept")));

#ifndef RETORT_FAULT
inline constexpr auto m003_merge = migration("003_merge", revises("002_double", "002_round"),
    assume("no price is below 10 any more when both have run"));
#else
inline constexpr auto m003_merge = migration("003_merge", revises("002_double", "002_round"));  // fault 1
#endif

inline constexpr auto history =
    retort::history<schema, m001_create_parts, m002_double, m002_round, m003_merge>;

}  // namespace shop
