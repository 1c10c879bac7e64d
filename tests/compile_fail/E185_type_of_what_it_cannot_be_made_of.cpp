// A text without a sign.
// expect-error: at 1: parts.quantity is unsigned_(text): only numeric types can be unsigned; choose another type [E185]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("quantity", unsigned_(integer)),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("quantity", unsigned_(text)),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
