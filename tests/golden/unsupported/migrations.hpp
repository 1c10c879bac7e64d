#pragma once
#include <retort/dsl.hpp>

namespace golden::case_unsupported {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")));

inline constexpr auto steps = migration("002_unsupported",
    revises("001_before"),
    create_table("items",
        column("order_id", bigint),
        column("position", bigint, identity),
        primary_key("order_id", "position")),
    execute("SELECT 1", undo(on(sqlite, "SELECT 2"))));

}  // namespace golden::case_unsupported
