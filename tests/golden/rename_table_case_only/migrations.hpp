#pragma once
#include <retort/dsl.hpp>

namespace golden::case_rename_table_case_only {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("Orders", column("id", bigint, identity), primary_key("id"), index(on("id"))));

inline constexpr auto steps = migration("002_rename_table_case_only",
    revises("001_before"),
    rename_table("Orders", "orders"));

}  // namespace golden::case_rename_table_case_only
