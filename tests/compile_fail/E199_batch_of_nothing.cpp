// A backfill that would never come to its end.
// expect-error: at 1: backfill parts (price): the batch size is less than 1; write batch(1000), or omit it [E199]
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
    backfill("parts", set("price", 1), where(col("price") == 0), batch(1000)));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    backfill("parts", set("price", 1), where(col("price") == 0), batch(0)));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
