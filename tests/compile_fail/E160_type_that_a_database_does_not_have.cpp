// A list of words in one column, which SQLite has not.
// expect-error: at 1: parts.tags is array(text), which sqlite does not support; use json, or a table of its own [E160]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto where_it_lives = databases(sqlite, postgresql);

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("tags", json),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("tags", array(text)),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", where_it_lives, parts>;

}  // namespace shop
