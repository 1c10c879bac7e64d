#pragma once
#include <retort/dsl.hpp>

namespace golden::case_views {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")),
    create_view("names", "SELECT id, name FROM people", depends_on("people")),
    create_view("names_of_names", "SELECT id FROM names", depends_on("names"), comment("kept")));

inline constexpr auto steps = migration("002_views",
    revises("001_before"),
    create_view("first_people", "SELECT id FROM people WHERE id < 10", depends_on("people", "people.id"), comment("it's the first")),
    replace_view("names", "SELECT id FROM people", depends_on("people")),
    rename_view("first_people", "early_people"),
    drop_view("names_of_names"),
    add_check("people", check(length(col("name")) > 0)),
    create_materialized_view("counted", "SELECT count(*) AS n FROM people", depends_on("people"), only(postgresql)),
    rename_materialized_view("counted", "numbers"));

}  // namespace golden::case_views
