#pragma once
#include <retort/dsl.hpp>

namespace golden::case_types_of_postgresql {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(postgresql);

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")));

inline constexpr auto steps = migration("002_types_of_postgresql",
    revises("001_before"),
    create_table("every_type",
        column("id", bigint),
        column("some_money", money, default_(1.5)),
        column("a_bit", bit(4), default_("0110")),
        column("a_varbit", varbit(8), nullable),
        column("a_vector", tsvector, nullable),
        column("a_query", tsquery, nullable),
        column("a_point", point, nullable),
        column("a_line", line, nullable),
        column("a_lseg", lseg, nullable),
        column("a_box", box, nullable),
        column("a_path", path, nullable),
        column("a_polygon", polygon, nullable),
        column("a_circle", circle, nullable),
        primary_key("id")),
    alter_column("every_type", "some_money", numeric(10, 2), default_(2)),
    alter_column("every_type", "a_bit", text, no_default));

}  // namespace golden::case_types_of_postgresql
