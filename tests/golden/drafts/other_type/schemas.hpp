#pragma once
#include <retort/dsl.hpp>

namespace golden::case_other_type {

namespace before {
using namespace retort::dsl;

inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("name", varchar(100)),
    column("visits", integer, default_(0)),
    column("note", varchar(50)),
    primary_key("id"),
    check(col("visits") >= 0));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("name", varchar(100)),
    column("visits", bigint, default_(1)),
    column("note", text, nullable),
    primary_key("id"),
    check(col("visits") >= 0));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace after

}  // namespace golden::case_other_type
