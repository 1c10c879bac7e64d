// A grant on a table whose name is misspelt.
// expect-error: at 1: grant 'reader' is on 'part', and there is no such table or view; did you mean 'parts'? [E169]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto readers = grant("reader", "parts", "select");
#else
inline constexpr auto readers = grant("reader", "part", "select");  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", parts, readers>;

}  // namespace shop
