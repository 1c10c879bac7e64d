// A name that becomes NOT NULL, with nothing done about the parts that have none.
// expect-error: at 1: alter column parts.name: a row of parts may hold NULL; add a backfill(...) before it, precheck, or assume("why not") [E171]
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
        column("name", varchar(200), nullable),
        column("price", numeric(10, 2)),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    backfill("parts", set("name", "unnamed"), where(col("name").is_null())),
    alter_column("parts", "name", not_null));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    alter_column("parts", "name", not_null));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
