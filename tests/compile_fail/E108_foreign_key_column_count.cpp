// A foreign key of one column to a key of two.
// expect-error: at 1: the foreign key of 'stores' has 1 column, but references 2 columns of 'places'; name one referenced column for each column [E108]
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
    column("city", varchar(80)),
    primary_key("id"),
    foreign_key("city", references("places", columns("country", "city"))));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", places, stores>;

}  // namespace shop
