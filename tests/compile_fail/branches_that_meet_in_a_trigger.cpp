// One branch writes rows, the other makes a trigger on their table.
// expect-error: at 1: '002_fill' and '002_watch', which '003_merge' merges, do not commute: backfill parts (price) in '002_fill' writes rows of table 'parts', whose triggers create trigger 'watch' on parts in '002_watch' changes; let one of them revise the other, or remove the change from one, or add assume("why") to the merge if either order is correct [E155]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto where_it_lives = databases(sqlite);

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", integer, nullable),
    primary_key("id"));
inline constexpr auto watch = trigger("watch", "parts", "AFTER UPDATE ON parts BEGIN SELECT 1; END");

inline constexpr auto schema = retort::schema<"shop", where_it_lives, parts, watch>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("price", integer, nullable),
        primary_key("id")));

inline constexpr auto m002_fill = migration("002_fill", revises("001_create_parts"),
    backfill("parts", set("price", 0), where(col("price").is_null())));

inline constexpr auto m002_watch = migration("002_watch", revises("001_create_parts"),
    create_trigger("watch", "parts", "AFTER UPDATE ON parts BEGIN SELECT 1; END"));

#ifndef RETORT_FAULT
inline constexpr auto m003_merge = migration("003_merge", revises("002_fill", "002_watch"),
    assume("what the trigger does is nothing to rows that were there before"));
#else
inline constexpr auto m003_merge = migration("003_merge", revises("002_fill", "002_watch"));  // fault 1
#endif

inline constexpr auto history =
    retort::history<schema, m001_create_parts, m002_fill, m002_watch, m003_merge>;

}  // namespace shop
