// A number, where a migration should be.
// expect-error: the history is given a number; write retort::history<schema, migrations...>, each a named constant [E194]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr int m002 = 2;

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
inline constexpr auto history = retort::history<schema, m001_create_parts>;
#else
inline constexpr auto history = retort::history<schema, m001_create_parts, m002>;
#endif

}  // namespace shop
