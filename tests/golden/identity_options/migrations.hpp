#pragma once
#include <retort/dsl.hpp>

namespace golden::case_identity_options {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint, identity),
        column("name", text),
        primary_key("id")),
    create_table("u",
        column("id", bigint),
        primary_key("id")));

inline constexpr auto steps = migration("002_identity_options",
    revises("001_before"),
    create_table("orders",
        column("id", bigint, identity(always, start(1000), increment(10))),
        primary_key("id")),
    create_table("below",
        column("id", integer, identity(start(-5), increment(-5))),
        primary_key("id")),
    create_table("around",
        column("id", integer, identity(start(-5))),
        primary_key("id")),
    alter_column("t", "id", identity(always, start(50), increment(2))),
    alter_column("u", "id", identity(start(100))));

}  // namespace golden::case_identity_options
