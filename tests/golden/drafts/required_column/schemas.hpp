// A column that every row must have
#pragma once
#include <retort/dsl.hpp>

namespace golden::case_required_column {

namespace before {
using namespace retort::dsl;

inline constexpr auto t = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto t = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("vin", varchar(17)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace after

}  // namespace golden::case_required_column
