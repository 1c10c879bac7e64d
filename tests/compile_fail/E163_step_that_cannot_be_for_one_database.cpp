// A column that only PostgreSQL would get.
// expect-error: at 1: add column parts.weight inside on(...) would change the schema on one database only; move it out of on(...); on(...) accepts execute, run, the steps on rows, and create_index, add_check, add_exclusion and create_... of objects [E163]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto where_it_lives = databases(sqlite, postgresql);

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", where_it_lives, parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("name", varchar(200)),
        column("price", numeric(10, 2)),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_column("parts", column("weight", integer, nullable)),
    on(postgresql, create_index("parts", index(on("weight"), method("brin")))),
    on(sqlite, nothing));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    on(postgresql,  // fault 1
        add_column("parts", column("weight", integer, nullable))),
    on(sqlite, nothing));
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
