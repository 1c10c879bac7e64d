// A number, where the query should be.
// expect-error: at 1: view(...) is given a number; write the name and the SQL, as texts, then depends_on(...), comment(...) or only(...) [E194]
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
    create_view("cheap_parts", "SELECT id FROM parts WHERE price < 100"));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    create_view("cheap_parts", 5));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
