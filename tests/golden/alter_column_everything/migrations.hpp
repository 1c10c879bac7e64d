#pragma once
#include <retort/dsl.hpp>

namespace golden::case_alter_column_everything {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint),
        column("state", text, nullable, default_("1")),
        primary_key("id")));

inline constexpr auto steps = migration("002_alter_column_everything",
    revises("001_before"),
    alter_column("t", "state", smallint, not_null, default_(0)));

}  // namespace golden::case_alter_column_everything
