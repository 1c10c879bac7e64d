#pragma once
#include <retort/dsl.hpp>

namespace golden::case_table_options {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint),
        column("name", text),
        primary_key("id"),
        with("fillfactor", "80"), with("autovacuum_enabled", "false")));

inline constexpr auto steps = migration("002_table_options",
    revises("001_before"),
    create_table("quick",
        column("id", bigint),
        primary_key("id"),
        unlogged, with("fillfactor", "50")),
    alter_table("t", unlogged, with("fillfactor", "90")),
    alter_table("quick", logged, with("toast_tuple_target", "256")));

}  // namespace golden::case_table_options
