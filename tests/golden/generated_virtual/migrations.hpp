#pragma once
#include <retort/dsl.hpp>

namespace golden::case_generated_virtual {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(sqlite, mariadb);

inline constexpr auto before = migration("001_before",
    create_table("items",
        column("id", bigint),
        column("price", integer),
        primary_key("id")));

inline constexpr auto steps = migration("002_generated_virtual",
    revises("001_before"),
    create_table("boxes",
        column("w", integer),
        column("h", integer),
        column("area", integer, generated(col("w") * col("h"), virtual_)),
        primary_key("w", "h")),
    add_column("items", column("gross", integer, generated(col("price") * 2, virtual_))));

}  // namespace golden::case_generated_virtual
