// Reference data that writes what the database computes.
// expect-error: at 1: insert 1 row into parts: parts.gross is generated; omit the column [E184]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", integer),
    column("gross", integer, generated(col("price") * 2)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("price", integer),
        column("gross", integer, generated(col("price") * 2)),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    insert_rows("parts", columns("price"), row(10)));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    insert_rows("parts", columns("price", "gross"), row(10, 20)));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
