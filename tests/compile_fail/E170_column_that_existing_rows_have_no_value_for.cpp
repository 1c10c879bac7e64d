// A column that must have a value, for parts that are there already.
// expect-error: at 1: add column parts.weight: existing rows of parts have no value for it; add default_(...), or make it nullable, backfill it and then alter_column(..., not_null) [E170]
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
    add_column("parts", column("weight", integer, default_(0))));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_column("parts", column("weight", integer)));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
