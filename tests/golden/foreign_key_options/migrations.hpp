#pragma once
#include <retort/dsl.hpp>

namespace golden::case_foreign_key_options {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(postgresql);

inline constexpr auto before = migration("001_before",
    create_table("places",
        column("country", char_(2)),
        column("city", varchar(80)),
        primary_key("country", "city")),
    create_table("visits",
        column("id", bigint),
        column("country", char_(2), nullable),
        column("city", varchar(80), nullable),
        primary_key("id")));

inline constexpr auto steps = migration("002_foreign_key_options",
    revises("001_before"),
    create_table("stays",
        column("country", char_(2), nullable),
        column("city", varchar(80), nullable),
        foreign_key(columns("country", "city"), references("places", columns("country", "city"), match_full, on_delete::cascade, deferrable)),
        constraint("not_yet", foreign_key(columns("country", "city"), references("places", columns("country", "city"), not_valid)))),
    add_foreign_key("visits", foreign_key(columns("country", "city"),
        references("places", columns("country", "city"), on_update::set_null, initially_deferred, not_valid))));

}  // namespace golden::case_foreign_key_options
