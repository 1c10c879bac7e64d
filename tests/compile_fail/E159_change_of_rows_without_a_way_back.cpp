// Prices that are overwritten, and nobody says how they come back.
// expect-error: at 1: update rows of parts (price) has neither undo(...) nor irreversible(...); add undo(...) with the previous values, or irreversible("why it cannot be reverted") [E159]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("name", varchar(200)),
        column("price", numeric(10, 2)),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    update_rows("parts", set("price", 1), where(col("price") == 0), undo(set("price", 0), where(col("price") == 1))));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    update_rows("parts", set("price", 1), where(col("price") == 0)));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
