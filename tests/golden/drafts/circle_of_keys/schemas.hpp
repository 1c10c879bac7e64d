#pragma once
#include <retort/dsl.hpp>

namespace golden::case_circle_of_keys {

namespace before {
using namespace retort::dsl;



inline constexpr auto schema = retort::schema<"shop">;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto a = table("people",
    column("id", bigint, identity),
    column("house_id", bigint, nullable, references("houses", "id")),
    primary_key("id"));
inline constexpr auto b = table("houses",
    column("id", bigint, identity),
    column("owner_id", bigint, references("people", "id")),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", a, b>;
}  // namespace after

}  // namespace golden::case_circle_of_keys
