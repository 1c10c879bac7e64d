#pragma once
#include <retort/dsl.hpp>

namespace golden::case_arrays_and_ranges {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(postgresql);

inline constexpr auto before = migration("001_before",
    create_enumeration("mood", "sad", "ok"),
    create_table("t",
        column("id", bigint),
        column("tags", array(text), default_("{}")),
        primary_key("id")));

inline constexpr auto steps = migration("002_arrays_and_ranges",
    revises("001_before"),
    add_column("t", column("grid", array(array(integer)), nullable)),
    add_column("t", column("moods", array(enum_("mood")), default_("{ok}"))),
    add_column("t", column("sizes", array(numeric(5, 2)), default_(on(postgresql, "ARRAY[1.5]::numeric(5,2)[]")))),
    add_column("t", column("during", tstzrange, nullable)),
    add_column("t", column("days", daterange, default_("[2026-01-01,2026-02-01)"))),
    add_column("t", column("small", int4range, nullable)),
    add_column("t", column("large", int8range, nullable)),
    add_column("t", column("exact", numrange, nullable)),
    add_column("t", column("local", tsrange, nullable)),
    alter_column("t", "tags", array(varchar(20))),
    create_index("t", index(on("tags"), method("gin"))),
    alter_enumeration("mood", "sad", "ok", "happy"));

}  // namespace golden::case_arrays_and_ranges
