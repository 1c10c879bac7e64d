// Felix Hub: an order desk for car parts.
#pragma once
#include "tables/catalog.hpp"
#include "tables/mechanics.hpp"
#include "tables/notifications.hpp"
#include "tables/orders.hpp"
#include "tables/work.hpp"

namespace felix_hub {

inline constexpr auto schema =
    retort::schema<"felix_hub", unchecked_sqlite, categories, parts, mechanics, orders, work_order_assignments, order_comments, time_logs, custom_work_items, custom_part_items, notification_logs>;

}  // namespace felix_hub
