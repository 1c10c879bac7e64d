#pragma once
#include <retort/dsl.hpp>

namespace golden::case_composite_keys {

namespace before {
using namespace retort::dsl;

inline constexpr auto a = table("places",
    column("country", char_(2)),
    column("city", text),
    primary_key("country", "city"));

inline constexpr auto schema = retort::schema<"shop", a>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto a = table("places",
    column("country", char_(2)),
    column("city", text),
    constraint("places_key", primary_key("country", "city")));
inline constexpr auto b = table("visits",
    column("country", char_(2)),
    column("city", text),
    constraint("of_place", foreign_key(columns("country", "city"), references("places", columns("country", "city"), on_update::cascade))));

inline constexpr auto schema = retort::schema<"shop", a, b>;
}  // namespace after

}  // namespace golden::case_composite_keys
