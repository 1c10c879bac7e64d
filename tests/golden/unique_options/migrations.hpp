#pragma once
#include <retort/dsl.hpp>

namespace golden::case_unique_options {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(postgresql);

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint),
        column("a", integer, nullable),
        column("b", integer, nullable),
        primary_key("id")));

inline constexpr auto steps = migration("002_unique_options",
    revises("001_before"),
    create_table("u",
        column("a", integer, nullable),
        column("b", integer, nullable),
        unique("a", nulls_not_distinct),
        unique("b", deferrable)),
    add_unique("t", unique("a", nulls_not_distinct, initially_deferred)),
    create_index("t", unique_index(on("b"), nulls_not_distinct)));

}  // namespace golden::case_unique_options
