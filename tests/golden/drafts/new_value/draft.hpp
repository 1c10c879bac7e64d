#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    add_enumeration_value("status", "shipped", after("paid")));

}  // namespace shop
