// A view of a table whose name is misspelt.
// expect-error: at 1: view 'cheap_parts' depends on 'part', and there is no such table, column or object; did you mean 'parts'? [E166]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto cheap = view("cheap_parts", "SELECT id FROM parts WHERE price < 100", depends_on("parts"));
#else
inline constexpr auto cheap = view("cheap_parts", "SELECT id FROM parts WHERE price < 100", depends_on("part"));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", parts, cheap>;

}  // namespace shop
