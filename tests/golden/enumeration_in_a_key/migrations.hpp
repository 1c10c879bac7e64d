#pragma once
#include <retort/dsl.hpp>

namespace golden::case_enumeration_in_a_key {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_enumeration("level", "low", "high"),
    create_table("levels",
        column("level", enum_("level")),
        column("name", text),
        primary_key("level")),
    create_table("alarms",
        column("id", bigint, identity),
        column("level", enum_("level"), references("levels", "level")),
        primary_key("id")));

inline constexpr auto steps = migration("002_enumeration_in_a_key",
    revises("001_before"),
    alter_enumeration("level", "none", "low", "high"));

}  // namespace golden::case_enumeration_in_a_key
