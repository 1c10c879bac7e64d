#pragma once
#include <retort/dsl.hpp>

namespace golden::case_exclusion {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(postgresql);

inline constexpr auto before = migration("001_before",
    create_table("bookings",
        column("id", bigint),
        column("during", tstzrange),
        column("cancelled", boolean, default_(false)),
        primary_key("id")));

inline constexpr auto steps = migration("002_exclusion",
    revises("001_before"),
    create_table("shifts",
        column("during", int4range),
        exclude("no_overlap", with("during", "&&"), initially_deferred)),
    add_exclusion("bookings", exclude("one_at_a_time", method("gist"), with("during", "&&"), where(!col("cancelled")))),
    rename_column("bookings", "during", "at"),
    drop_exclusion("shifts", "no_overlap"));

}  // namespace golden::case_exclusion
