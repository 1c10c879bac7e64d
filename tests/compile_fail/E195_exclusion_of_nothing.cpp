// An exclusion constraint that does not say which rows exclude each other.
// expect-error: at 1: exclusion constraint 'no_overlap' of table 'bookings' has no elements; write exclude(method("gist"), with("room", "="), ...) [E195]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto where_it_lives = databases(postgresql);

#ifndef RETORT_FAULT
inline constexpr auto bookings = table("bookings",
    column("id", bigint, identity),
    column("room", integer),
    column("during", tstzrange),
    primary_key("id"),
    exclude("no_overlap", method("gist"), with("room", "="), with("during", "&&")));
#else
inline constexpr auto bookings = table("bookings",
    column("id", bigint, identity),
    column("room", integer),
    column("during", tstzrange),
    primary_key("id"),
    exclude("no_overlap", method("gist")));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", where_it_lives, bookings>;

}  // namespace shop
