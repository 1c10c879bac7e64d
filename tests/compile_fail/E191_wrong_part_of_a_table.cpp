// A default that stands beside its column instead of in it.
// expect-error: at 1: table 'parts' is given default_(...); write columns, primary_key(...), unique(...), foreign_key(...), check(...), exclude(...), index(...) and options after its name [E191]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200), default_("?")),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",  // fault 1
    column("id", bigint, identity),
    column("name", varchar(200)),
    primary_key("id"), default_("?"));
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
