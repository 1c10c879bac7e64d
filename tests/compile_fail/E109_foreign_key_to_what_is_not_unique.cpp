// A foreign key to columns of which rows can be alike.
// expect-error: at 1: stores.city references places(city), which is neither the primary key of places nor unique; add unique("city") to 'places', or reference its primary key [E109]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto places = table("places",
    column("country", char_(2)),
    column("city", varchar(80)),
    primary_key("country", "city"));

#ifndef RETORT_FAULT
inline constexpr auto stores = table("stores",
    column("id", bigint, identity),
    column("country", char_(2)),
    column("city", varchar(80)),
    primary_key("id"),
    foreign_key(columns("country", "city"), references("places", columns("country", "city"))));
#else
inline constexpr auto stores = table("stores",
    column("id", bigint, identity),
    column("country", char_(2)),
    column("city", varchar(80), references("places", "city")),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", places, stores>;

}  // namespace shop
