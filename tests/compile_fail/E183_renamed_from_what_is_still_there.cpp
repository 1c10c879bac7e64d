// A column that was renamed, and its old name beside it.
// expect-error: at 1: column parts.cost is renamed from 'price', which still exists; remove renamed_from(...), or the old one [E183]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("cost", integer, renamed_from("price")),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", integer),
    column("cost", integer, renamed_from("price")),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
