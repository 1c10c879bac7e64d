// A column that refers to another table
#pragma once
#include <retort/dsl.hpp>

namespace golden::case_new_reference {

namespace before {
using namespace retort::dsl;

inline constexpr auto a = table("customers",
    column("id", bigint, identity),
    primary_key("id"));
inline constexpr auto b = table("orders",
    column("id", bigint, identity),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", a, b>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto a = table("customers",
    column("id", bigint, identity),
    primary_key("id"));
inline constexpr auto b = table("orders",
    column("id", bigint, identity),
    column("customer_id", bigint, nullable, references("customers", "id", on_delete::set_null)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", a, b>;
}  // namespace after

}  // namespace golden::case_new_reference
