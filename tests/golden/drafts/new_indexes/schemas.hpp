// Indexes and a check
#pragma once
#include <retort/dsl.hpp>

namespace golden::case_new_indexes {

namespace before {
using namespace retort::dsl;

inline constexpr auto t = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2), default_(0)),
    column("active", boolean, default_(true)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto t = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2), default_(0)),
    column("active", boolean, default_(true)),
    primary_key("id"),
    check("price_not_negative", col("price") >= 0),
    index(on("name")),
    index("ix_parts_cheap", on(desc("price")), where(col("active"))));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace after

}  // namespace golden::case_new_indexes
