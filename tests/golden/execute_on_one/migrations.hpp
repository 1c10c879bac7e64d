#pragma once
#include <retort/dsl.hpp>

namespace golden::case_execute_on_one {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")));

inline constexpr auto steps = migration("002_execute_on_one",
    revises("001_before"),
    execute(on(postgresql, "ALTER TABLE people SET (fillfactor = 80)"), on(sqlite, ""), on(mariadb, ""),
        undo(on(postgresql, "ALTER TABLE people RESET (fillfactor)"), on(sqlite, ""), on(mariadb, ""))));

}  // namespace golden::case_execute_on_one
