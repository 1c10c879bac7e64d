#pragma once
#include <retort/dsl.hpp>

namespace felix_hub {
using namespace retort::dsl;

inline constexpr auto m005_add_notification_logs = migration("005_add_notification_logs",
    revises("004_add_mechanic_tables"),
    message("Log of sent notifications"),
    create_table("notification_logs",
        column("id", integer, identity),
        column("notification_type", varchar(50)),
        column("order_id", integer, nullable, references("orders", "id")),
        column("mechanic_id", integer, nullable, references("mechanics", "id")),
        column("telegram_id", varchar(50)),
        column("message_hash", varchar(64)),
        column("sent_at", timestamp, nullable, default_(now)),
        column("success", boolean, nullable, default_(true)),
        column("error_message", text, nullable),
        primary_key("id"),
        index("idx_notification_hash", on("message_hash")),
        index("idx_notification_telegram", on("telegram_id", "notification_type"))));

}  // namespace felix_hub
