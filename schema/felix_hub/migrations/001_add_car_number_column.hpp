#pragma once
#include <retort/dsl.hpp>

namespace felix_hub {
using namespace retort::dsl;

inline constexpr auto m001_add_car_number_column = migration("001_add_car_number_column",
    revises("000_initial"),
    message("Add car_number column to orders"),
    add_column("orders", column("car_number", varchar(20), nullable)),
    create_index("orders", index("idx_orders_car_number", on("car_number"))));

}  // namespace felix_hub
