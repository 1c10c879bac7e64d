// A small project with a step in C++, declared as a user would: retort_add_schema(stock … SOURCES prices.cpp).
#pragma once
#include <retort/dsl.hpp>

namespace stock {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("label", varchar(50)),
    column("cents", integer, default_(0)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"stock", parts>;

}  // namespace stock
