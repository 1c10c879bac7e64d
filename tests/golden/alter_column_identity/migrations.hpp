#pragma once
#include <retort/dsl.hpp>

namespace golden::case_alter_column_identity {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("numbered",
        column("id", bigint, identity),
        primary_key("id")),
    create_table("by hand",
        column("Id", integer),
        column("name", text),
        primary_key("Id")));

inline constexpr auto steps = migration("002_alter_column_identity",
    revises("001_before"),
    alter_column("numbered", "id", no_identity),
    alter_column("by hand", "Id", identity));

}  // namespace golden::case_alter_column_identity
