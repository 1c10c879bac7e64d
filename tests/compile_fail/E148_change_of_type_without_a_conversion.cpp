// A text that is to become a number, and nobody says how.
// expect-error: at 1: alter column parts.name: varchar(200) cannot be converted to integer automatically; add using_("SQL that computes the new value") [E148]
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
    alter_column("parts", "name", integer, using_("length(name)")));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    alter_column("parts", "name", integer));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
