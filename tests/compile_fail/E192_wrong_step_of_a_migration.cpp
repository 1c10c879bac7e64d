// The table that a migration is to create, without the step that creates it.
// expect-error: at 1: migration '001_create_parts' is given a table; write revises(...), message(...) and steps, such as create_table(...) [E192]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

#ifndef RETORT_FAULT
inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        primary_key("id")));
#else
inline constexpr auto m001_create_parts = migration("001_create_parts",  // fault 1
    table("parts",
        column("id", bigint, identity),
        primary_key("id")));
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts>;

}  // namespace shop
