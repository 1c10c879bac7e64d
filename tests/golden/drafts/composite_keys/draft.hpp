#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    drop_primary_key("places", "pk_places"),
    create_table("visits",
        column("country", char_(2)),
        column("city", text)),
    add_primary_key("places",
        constraint("places_key", primary_key("country", "city")),
        assume("the previous definition had the same requirement")),
    add_foreign_key("visits",
        constraint("of_place",
            foreign_key(
                columns("country", "city"),
                references("places", columns("country", "city"), on_update::cascade)))));

}  // namespace shop
