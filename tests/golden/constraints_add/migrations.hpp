#pragma once
#include <retort/dsl.hpp>

namespace golden::case_constraints_add {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("countries",
        column("code", char_(2)),
        column("name", text),
        primary_key("code")),
    create_table("cities",
        column("id", bigint),
        column("country", char_(2)),
        column("name", text),
        column("people", integer)));

inline constexpr auto steps = migration("002_constraints_add",
    revises("001_before"),
    add_primary_key("cities", primary_key("id")),
    add_unique("cities", unique("country", "name")),
    add_unique("countries", constraint("one_name_each", unique("name"))),
    add_foreign_key("cities", foreign_key("country", references("countries", "code", on_delete::restrict))),
    add_check("cities", check(col("people") > 0)),
    add_check("cities", check("not_too_many", col("people") < 50'000'000)));

}  // namespace golden::case_constraints_add
