// A table that is stored by its key, and has none.
// expect-error: at 1: table 'settings' is without_rowid, but it has no primary key; give it a primary key that is not an identity column [E197]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto settings = table("settings",
    column("key", text),
    column("value", text),
    primary_key("key"),
    without_rowid);
#else
inline constexpr auto settings = table("settings",  // fault 1
    column("key", text),
    column("value", text),
    without_rowid);
#endif

inline constexpr auto schema = retort::schema<"shop", settings>;

}  // namespace shop
