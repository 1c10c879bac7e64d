// A key in the place of an attribute.
// expect-error: at 1: column 'name' is given a unique key; write column("name", type, attributes...) [E190]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200), unique("name")),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
