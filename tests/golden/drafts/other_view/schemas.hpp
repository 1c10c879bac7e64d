// A view shows more
#pragma once
#include <retort/dsl.hpp>

namespace golden::case_other_view {

namespace before {
using namespace retort::dsl;

inline constexpr auto t = table("orders",
    column("id", bigint, identity),
    column("total", integer),
    column("paid", boolean, default_(false)),
    primary_key("id"));

inline constexpr auto open_orders = view("open_orders", "SELECT id FROM orders WHERE NOT paid",
    depends_on("orders"));

inline constexpr auto schema = retort::schema<"shop", t, open_orders>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto t = table("orders",
    column("id", bigint, identity),
    column("total", integer),
    column("paid", boolean, default_(false)),
    primary_key("id"));

inline constexpr auto open_orders = view("open_orders", "SELECT id, total FROM orders WHERE NOT paid",
    depends_on("orders"));

inline constexpr auto schema = retort::schema<"shop", t, open_orders>;
}  // namespace after

}  // namespace golden::case_other_view
