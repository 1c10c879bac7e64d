#pragma once
#include <retort/dsl.hpp>

namespace golden::case_add_column_not_null {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")));

inline constexpr auto steps = migration("002_add_column_not_null",
    revises("001_before"),
    add_column("people", column("email", varchar(200))));

}  // namespace golden::case_add_column_not_null
