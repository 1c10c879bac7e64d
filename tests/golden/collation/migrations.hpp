#pragma once
#include <retort/dsl.hpp>

namespace golden::case_collation {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(postgresql);

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint),
        column("name", text, default_("x")),
        column("code", varchar(10), collation("C")),
        primary_key("id")));

inline constexpr auto steps = migration("002_collation",
    revises("001_before"),
    create_table("u",
        column("name", varchar(20), collation("POSIX"), nullable)),
    alter_column("t", "name", collation("C")),
    alter_column("t", "code", varchar(20), collation("")),
    create_index("t", index("by_name", on(asc("name", collation("POSIX"))))));

}  // namespace golden::case_collation
