#pragma once
#include <retort/dsl.hpp>

namespace golden::case_enumeration_drop {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_enumeration("mood", "sad", "ok"),
    create_table("t", column("mood", enum_("mood")), column("id", integer)));

inline constexpr auto steps = migration("002_enumeration_drop",
    revises("001_before"),
    alter_column("t", "mood", text),
    drop_enumeration("mood"));

}  // namespace golden::case_enumeration_drop
