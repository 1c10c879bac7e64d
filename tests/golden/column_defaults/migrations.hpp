#pragma once
#include <retort/dsl.hpp>

namespace golden::case_column_defaults {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint),
        column("state", text, default_("new")),
        primary_key("id")));

inline constexpr auto steps = migration("002_column_defaults",
    revises("001_before"),
    create_table("sessions",
        column("token", uuid, default_(gen_random_uuid)),
        column("minutes", integer, default_(lit(60) * 24)),
        column("noted", text, default_(on(sqlite, "'on SQLite'"), on(postgresql, "current_database()"), on(mariadb, "version()"))),
        column("label", text, default_(concat(lit("a"), "b"))),
        primary_key("token")),
    add_column("t", column("token", uuid, default_(gen_random_uuid))),
    add_column("t", column("minutes", integer, default_(lit(60) * 24))),
    alter_column("t", "state", default_(sql("'a' || 'b'"))));

}  // namespace golden::case_column_defaults
