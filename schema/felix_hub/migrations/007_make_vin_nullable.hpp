#pragma once
#include <retort/dsl.hpp>

namespace felix_hub {
using namespace retort::dsl;

inline constexpr auto m007_make_vin_nullable = migration("007_make_vin_nullable",
    revises("006_seed_categories"),
    message("An order may come without a VIN"),
    alter_column("orders", "vin", nullable));

}  // namespace felix_hub
