// A step that deletes every row, though nobody has said that it should.
// expect-error: at 1: delete rows of parts has no where(...); add where(...), or all_rows to affect every row [E158]
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
    delete_rows("parts", where(col("price") == 0), irreversible("they were never sold")));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    delete_rows("parts", irreversible("they were never sold")));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
