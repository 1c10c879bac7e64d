#pragma once
#include <retort/dsl.hpp>

namespace golden::case_names_of_four_bytes {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before");

inline constexpr auto steps = migration("002_names_of_four_bytes",
    revises("001_before"),
    create_table("tools",
        column("🔧", text, nullable)));

}  // namespace golden::case_names_of_four_bytes
