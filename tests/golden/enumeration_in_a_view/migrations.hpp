#pragma once
#include <retort/dsl.hpp>

namespace golden::case_enumeration_in_a_view {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_enumeration("mood", "sad", "ok"),
    create_table("people",
        column("id", bigint, identity),
        column("mood", enum_("mood")),
        primary_key("id")),
    create_view("moods", "SELECT mood FROM people", depends_on("people.mood"), comment("all")),
    create_view("first_mood", "SELECT min(mood) AS mood FROM moods", depends_on("moods")),
    create_view("ids", "SELECT id FROM people", depends_on("people.id")));

inline constexpr auto steps = migration("002_enumeration_in_a_view",
    revises("001_before"),
    alter_enumeration("mood", "ok", "sad", "elated"));

}  // namespace golden::case_enumeration_in_a_view
