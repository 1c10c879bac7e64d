#pragma once
#include <retort/dsl.hpp>

namespace golden::case_row_level_security {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(postgresql);

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint),
        primary_key("id")),
    create_table("u",
        column("id", bigint),
        primary_key("id"),
        row_level_security));

inline constexpr auto steps = migration("002_row_level_security",
    revises("001_before"),
    create_table("v",
        column("id", bigint),
        primary_key("id"),
        force_row_level_security),
    alter_table("t", force_row_level_security),
    alter_table("u", no_row_level_security));

}  // namespace golden::case_row_level_security
