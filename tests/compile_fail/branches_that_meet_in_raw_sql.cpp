// Raw SQL of one branch names the table to which the other adds a column; where its effect is declared, it is no riddle.
// expect-error: at 1: '002_raw' and '002_more', which '003_merge' merges, do not commute: execute ALTER TABLE parts ADD COLUMN weight integer in '002_raw' cannot be analyzed, and may touch table 'parts', as add column parts.price in '002_more' does; let one of them revise the other, or remove the change from one, or add assume("why") to the merge if either order is correct [E155]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
#ifndef RETORT_FAULT
    column("weight", integer, nullable),
#endif
    column("price", integer, nullable),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_raw = migration("002_raw", revises("001_create_parts"),
    execute("ALTER TABLE parts ADD COLUMN weight integer", undo("ALTER TABLE parts DROP COLUMN weight"),
        effect(add_column("parts", column("weight", integer, nullable)))));
#else
inline constexpr auto m002_raw = migration("002_raw", revises("001_create_parts"),
    execute("ALTER TABLE parts ADD COLUMN weight integer", undo("ALTER TABLE parts DROP COLUMN weight")));
#endif

inline constexpr auto m002_more = migration("002_more", revises("001_create_parts"),
    add_column("parts", column("price", integer, nullable)));

inline constexpr auto m003_merge = migration("003_merge", revises("002_raw", "002_more"));  // fault 1

inline constexpr auto history =
    retort::history<schema, m001_create_parts, m002_raw, m002_more, m003_merge>;

}  // namespace shop
