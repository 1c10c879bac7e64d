#pragma once
#include <retort/dsl.hpp>

namespace golden::case_rename_column_into_derived_name {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("a", integer),
        column("b", integer),
        unique("a"),
        unique("a", "b"),
        index(on("a", "b")),
        index(on("a"))));

inline constexpr auto steps = migration("002_rename_column_into_derived_name",
    revises("001_before"),
    rename_column("t", "a", "a_b"));

}  // namespace golden::case_rename_column_into_derived_name
