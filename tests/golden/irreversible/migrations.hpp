#pragma once
#include <retort/dsl.hpp>

namespace golden::case_irreversible {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")));

inline constexpr auto steps = migration("002_irreversible",
    revises("001_before"),
    message("Two lines\nin a comment"),
    execute("DELETE FROM people", irreversible("the people are gone;\nrestore a backup")),
    drop_column("people", "name"));

}  // namespace golden::case_irreversible
