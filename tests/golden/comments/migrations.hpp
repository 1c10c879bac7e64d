#pragma once
#include <retort/dsl.hpp>

namespace golden::case_comments {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint, comment("what it is known by")),
        column("name", text),
        primary_key("id"),
        comment("before")));

inline constexpr auto steps = migration("002_comments",
    revises("001_before"),
    create_table("u",
        column("id", bigint, comment("it's a number")),
        primary_key("id"),
        comment("all of them")),
    create_view("v", "SELECT id FROM u", depends_on("u"), comment("a view")),
    add_column("t", column("note", text, nullable, comment("added"))),
    alter_column("t", "name", comment("how it is called")),
    alter_column("t", "id", comment("")),
    alter_table("t", comment("after")));

}  // namespace golden::case_comments
