#pragma once
#include <retort/dsl.hpp>

namespace felix_hub {
using namespace retort::dsl;

inline constexpr auto m000_initial = migration("000_initial",
    message("The tables before the first migration"),
    create_table("orders",
        column("id", integer, identity),
        column("mechanic_name", varchar(120)),
        column("telegram_id", varchar(50)),
        column("category", varchar(120)),
        column("vin", varchar(50)),
        column("selected_parts", json),
        column("is_original", boolean, nullable, default_(false)),
        column("photo_url", varchar(250), nullable),
        column("status", varchar(50), nullable, default_("новый")),
        column("printed", boolean, nullable, default_(false)),
        column("created_at", timestamp, nullable, default_(now)),
        primary_key("id")));

}  // namespace felix_hub
