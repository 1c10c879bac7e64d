#pragma once
#include <retort/dsl.hpp>

namespace felix_hub {
using namespace retort::dsl;

inline constexpr auto m008_reconcile_orders = migration("008_reconcile_orders",
    revises("007_make_vin_nullable"),
    message("What models and scripts disagreed on"),
    drop_index("orders", "idx_orders_car_number"),
    create_index("orders", index("ix_orders_car_number", on("car_number"))),
    add_foreign_key("orders", foreign_key("assigned_mechanic_id", references("mechanics", "id")), precheck));

}  // namespace felix_hub
