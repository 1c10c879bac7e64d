#pragma once
#include <retort/dsl.hpp>

namespace golden::case_constraints_drop {
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
        column("people", integer)),
    add_primary_key("cities", primary_key("id")),
    add_unique("cities", unique("country", "name")),
    add_unique("countries", constraint("one_name_each", unique("name"))),
    add_foreign_key("cities", foreign_key("country", references("countries", "code", on_delete::restrict))),
    add_check("cities", check(col("people") > 0)),
    add_check("cities", check("not_too_many", col("people") < 50'000'000)));

inline constexpr auto steps = migration("002_constraints_drop",
    revises("001_before"),
    drop_check("cities", "not_too_many"),
    drop_check("cities", "ck_cities_people"),
    drop_foreign_key("cities", "fk_cities_country"),
    drop_constraint("countries", "one_name_each"),
    drop_unique("cities", "uq_cities_country_name"),
    drop_primary_key("cities", "pk_cities"));

}  // namespace golden::case_constraints_drop
