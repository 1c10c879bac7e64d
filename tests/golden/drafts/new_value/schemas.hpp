// An enumeration gets a value
#pragma once
#include <retort/dsl.hpp>

namespace golden::case_new_value {

namespace before {
using namespace retort::dsl;

inline constexpr auto status = enumeration("status", "new", "paid", "closed");

inline constexpr auto t = table("orders",
    column("id", bigint, identity),
    column("status", status, default_("new")),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", status, t>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto status = enumeration("status", "new", "paid", "shipped", "closed");

inline constexpr auto t = table("orders",
    column("id", bigint, identity),
    column("status", status, default_("new")),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", status, t>;
}  // namespace after

}  // namespace golden::case_new_value
