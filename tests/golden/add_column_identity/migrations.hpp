#pragma once
#include <retort/dsl.hpp>

namespace golden::case_add_column_identity {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("log", column("line", text)));

inline constexpr auto steps = migration("002_add_column_identity",
    revises("001_before"),
    add_column("log", column("id", bigint, identity)),
    add_primary_key("log", primary_key("id")));

}  // namespace golden::case_add_column_identity
