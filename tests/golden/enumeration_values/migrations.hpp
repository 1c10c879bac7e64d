#pragma once
#include <retort/dsl.hpp>

namespace golden::case_enumeration_values {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_enumeration("mood", "sad", "ok"),
    create_table("people",
        column("id", bigint, identity),
        column("mood", enum_("mood"), default_("ok")),
        column("age", integer, default_(0)),
        primary_key("id"),
        check("not_too_sad", col("mood") != "sad" || col("age") < 100)));

inline constexpr auto steps = migration("002_enumeration_values",
    revises("001_before"),
    rename_enumeration_value("mood", "sad", "it's low"),
    add_enumeration_value("mood", "fine", after("ok")),
    add_column("people", column("mood_before", enum_("mood"), default_("fine"))),
    add_enumeration_value("mood", "awful", retort::dsl::before("it's low")),
    add_enumeration_value("mood", "elated"));

}  // namespace golden::case_enumeration_values
