#pragma once
#include <retort/dsl.hpp>

namespace golden::case_collation_of_sqlite {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(sqlite);

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint),
        column("name", text),
        primary_key("id")));

inline constexpr auto steps = migration("002_collation_of_sqlite",
    revises("001_before"),
    alter_column("t", "name", collation("NOCASE")),
    create_index("t", index("by_name", on(desc("name", collation("RTRIM"))))));

}  // namespace golden::case_collation_of_sqlite
