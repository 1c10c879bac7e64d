// A database is named, and nothing said of it.
// expect-error: at 1: on(sqlite) is empty; add a step or SQL after the database, or nothing [E189]
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
    on(postgresql, create_index("parts", index(on("name"), method("hash")))),
    on(sqlite, nothing));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    on(postgresql, create_index("parts", index(on("name"), method("hash")))),
    on(sqlite));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
