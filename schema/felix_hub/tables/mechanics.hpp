// The people who repair.
#pragma once
#include <retort/dsl.hpp>

namespace felix_hub {
using namespace retort::dsl;

inline constexpr auto mechanics = table("mechanics",
    column("id", integer, identity),
    column("email", varchar(120)),
    column("password_hash", varchar(255)),
    column("name", varchar(120)),
    column("phone", varchar(50), nullable),
    column("telegram_id", varchar(50), nullable),
    column("telegram_username", varchar(120), nullable),
    column("specialty", varchar(120), nullable),
    column("active", boolean, nullable, default_(true)),
    column("created_at", timestamp, nullable, default_(now)),
    column("updated_at", timestamp, nullable, default_(now)),
    primary_key("id"),
    unique("email"));

}  // namespace felix_hub
