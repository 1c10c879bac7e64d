#pragma once
#include <retort/dsl.hpp>

namespace golden::case_validate_constraint {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(postgresql);

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")),
    create_table("notes",
        column("id", bigint),
        column("person_id", bigint),
        primary_key("id"),
        check("positive", col("id") > 0, not_valid),
        constraint("of_person", foreign_key("person_id", references("people", "id", not_valid)))));

inline constexpr auto steps = migration("002_validate_constraint",
    revises("001_before"),
    validate_constraint("notes", "positive"),
    validate_constraint("notes", "of_person"));

}  // namespace golden::case_validate_constraint
