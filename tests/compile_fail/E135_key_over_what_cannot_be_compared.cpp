// A key over json, of which PostgreSQL cannot say whether two are equal.
// expect-error: at 1: unique key of table 'parts' contains 'specification', but values of type json cannot be compared; use jsonb for documents, or a column that is computed from it [E135]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("specification", jsonb),
    primary_key("id"),
    unique("specification"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("specification", json),
    primary_key("id"),
    unique("specification"));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
