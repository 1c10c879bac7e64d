// A row of reference data with a price in words.
// expect-error: at 1: insert 1 row into parts: parts.price is numeric(10, 2), but is given the text 'cheap'; write a value of the column's type [E156]
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
    insert_rows("parts", columns("name", "price"), row("wheel", 120)));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    insert_rows("parts", columns("name", "price"), row("wheel", "cheap")));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
