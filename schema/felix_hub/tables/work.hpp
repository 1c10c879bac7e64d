// Work on an order: who does it, what was said, how long it took, what it costs.
#pragma once
#include <retort/dsl.hpp>

namespace felix_hub {
using namespace retort::dsl;

inline constexpr auto work_order_assignments = table("work_order_assignments",
    column("id", integer, identity),
    column("order_id", integer, references("orders", "id")),
    column("mechanic_id", integer, references("mechanics", "id")),
    column("assigned_at", timestamp, nullable, default_(now)),
    column("assigned_by_id", integer, nullable, references("mechanics", "id")),
    column("status", varchar(20), nullable, default_("assigned")),
    column("notes", text, nullable),
    primary_key("id"),
    index("idx_assignments_mechanic", on("mechanic_id")),
    index("idx_assignments_order", on("order_id")));

inline constexpr auto order_comments = table("order_comments",
    column("id", integer, identity),
    column("order_id", integer, references("orders", "id")),
    column("mechanic_id", integer, references("mechanics", "id")),
    column("comment", text),
    column("created_at", timestamp, nullable, default_(now)),
    primary_key("id"),
    index("idx_comments_order", on("order_id")));

inline constexpr auto time_logs = table("time_logs",
    column("id", integer, identity),
    column("order_id", integer, references("orders", "id")),
    column("mechanic_id", integer, references("mechanics", "id")),
    column("started_at", timestamp),
    column("ended_at", timestamp, nullable),
    column("duration_minutes", integer, nullable),
    column("notes", text, nullable),
    column("is_active", boolean, nullable, default_(true)),
    column("created_at", timestamp, nullable, default_(now)),
    primary_key("id"),
    index("idx_time_logs_active", on("is_active")),
    index("idx_time_logs_mechanic", on("mechanic_id")));

inline constexpr auto custom_work_items = table("custom_work_items",
    column("id", integer, identity),
    column("order_id", integer, references("orders", "id")),
    column("name", varchar(200)),
    column("description", text, nullable),
    column("price", double_precision, nullable),
    column("estimated_time_minutes", integer, nullable),
    column("added_by_id", integer, references("mechanics", "id")),
    column("created_at", timestamp, nullable, default_(now)),
    primary_key("id"));

inline constexpr auto custom_part_items = table("custom_part_items",
    column("id", integer, identity),
    column("order_id", integer, references("orders", "id")),
    column("name", varchar(200)),
    column("part_number", varchar(100), nullable),
    column("price", double_precision, nullable),
    column("quantity", integer, nullable, default_(1)),
    column("added_by_id", integer, references("mechanics", "id")),
    column("created_at", timestamp, nullable, default_(now)),
    primary_key("id"));

}  // namespace felix_hub
