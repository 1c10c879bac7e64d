// Indexes that would have the same name in every table.
// expect-error: at 1: the naming convention "{columns}_idx" has no {table}; add {table} [E187]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto rules = naming({.index = "{table}_{columns}_idx"});
#else
inline constexpr auto rules = naming({.index = "{columns}_idx"});  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", rules, parts>;

}  // namespace shop
