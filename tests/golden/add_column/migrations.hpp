#pragma once
#include <retort/dsl.hpp>

namespace golden::case_add_column {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")));

inline constexpr auto steps = migration("002_add_column",
    revises("001_before"),
    add_column("people", column("phone", varchar(20), nullable)),
    add_column("people", column("language", varchar(5), default_("ru"))),
    add_column("people", column("visits", integer, default_(0))),
    execute("UPDATE people SET phone = '' WHERE phone IS NULL", undo("UPDATE people SET phone = NULL WHERE phone = ''")),
    add_column("people", column("created_at", timestamptz, default_(now))));

}  // namespace golden::case_add_column
