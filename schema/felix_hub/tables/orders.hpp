// What a mechanic asked for.
#pragma once
#include <retort/dsl.hpp>

namespace felix_hub {
using namespace retort::dsl;

inline constexpr auto orders = table("orders",
    column("id", integer, identity),
    column("mechanic_name", varchar(120)),
    column("telegram_id", varchar(50)),
    column("category", varchar(120)),
    column("car_number", varchar(20), nullable),
    column("vin", varchar(50), nullable),
    column("selected_parts", json),
    column("is_original", boolean, nullable, default_(false)),
    column("photo_url", varchar(250), nullable),
    column("status", varchar(50), nullable, default_("новый")),
    column("printed", boolean, nullable, default_(false)),
    column("language", varchar(5), nullable, default_("ru")),
    column("created_at", timestamp, nullable, default_(now)),
    column("updated_at", timestamp, nullable, default_(now)),
    column("assigned_mechanic_id", integer, nullable, references("mechanics", "id")),
    column("work_status", varchar(50), nullable, default_("новый")),
    column("comments_count", integer, nullable, default_(0)),
    column("total_time_minutes", integer, nullable, default_(0)),
    primary_key("id"),
    index("ix_orders_car_number", on("car_number")));

}  // namespace felix_hub
