// A column must have a value, and no two rows the same
#pragma once
#include <retort/dsl.hpp>

namespace golden::case_stricter_column {

namespace before {
using namespace retort::dsl;

inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("email", varchar(200), nullable),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("email", varchar(200)),
    primary_key("id"),
    unique("email"));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace after

}  // namespace golden::case_stricter_column
