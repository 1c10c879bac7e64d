// A column that stands in a schema without a table around it.
// expect-error: schema 'shop' is given a column; list tables, enumerations and objects, each a named constant [E193]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto notes = table("notes",
    column("note", text, nullable));
#else
inline constexpr auto notes = column("note", text, nullable);
#endif

inline constexpr auto schema = retort::schema<"shop", parts, notes>;

}  // namespace shop
