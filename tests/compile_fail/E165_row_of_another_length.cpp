// Reference data, of which the second row lacks a value.
// expect-error: at 1: insert rows into parts: row 2 has 1 value for 2 columns; give one value for each column [E165]
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
    insert_rows("parts", columns("name", "price"), row("wheel", 120), row("door", 340)));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    insert_rows("parts", columns("name", "price"), row("wheel", 120), row("door")));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
