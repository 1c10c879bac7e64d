// A currency of three letters, and a default of four.
// expect-error: at 1: parts.currency is char_(3), but its default has 4 characters; shorten the default, or widen the type [E130]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("currency", char_(3), default_("EUR")),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("currency", char_(3), default_("EURO")),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
