#pragma once
#include <retort/dsl.hpp>

namespace golden::case_table_gone {

namespace before {
using namespace retort::dsl;

inline constexpr auto a = table("customers",
    column("id", bigint, identity),
    primary_key("id"));
inline constexpr auto b = table("orders",
    column("id", bigint, identity),
    column("customer_id", bigint, references("customers", "id")),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", a, b>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto b = table("orders",
    column("id", bigint, identity),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", b>;
}  // namespace after

}  // namespace golden::case_table_gone
