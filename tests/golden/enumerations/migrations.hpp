#pragma once
#include <retort/dsl.hpp>

namespace golden::case_enumerations {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_enumeration("mood", "sad", "ok", "happy"),
    create_table("people",
        column("id", bigint, identity),
        column("mood", enum_("mood"), default_("ok")),
        column("mood_before", enum_("mood"), nullable),
        primary_key("id"),
        check("moods_differ", col("mood") != col("mood_before")),
        index("the_sad", on("id"), where(col("mood") == "sad"), only(sqlite, postgresql))));

inline constexpr auto steps = migration("002_enumerations",
    revises("001_before"),
    create_enumeration("state", "new", "it's done"),
    add_column("people", column("state", enum_("state"), default_("it's done"))),
    alter_enumeration("mood", "sad", "ok", "happy", "elated"));

}  // namespace golden::case_enumerations
