// A view that is dropped under another name than it has.
// expect-error: at 1: drop view 'cheap_part': view 'cheap_part' does not exist at this revision; did you mean 'cheap_parts'? [E147]
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
    create_view("cheap_parts", "SELECT id FROM parts WHERE price < 100", depends_on("parts.price")),
    drop_view("cheap_parts"));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    create_view("cheap_parts", "SELECT id FROM parts WHERE price < 100", depends_on("parts.price")),
    drop_view("cheap_part"));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
