// A default that smallint cannot hold.
// expect-error: at 1: parts.weight is smallint, but the number 40000 is out of its range; choose another value, or a wider type [E131]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("weight", integer, default_(40000)),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("weight", smallint, default_(40000)),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
