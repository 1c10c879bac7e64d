#pragma once
#include <retort/dsl.hpp>

namespace golden::case_generated_columns {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("items",
        column("id", bigint),
        column("price", numeric(10, 2)),
        column("quantity", integer),
        column("first", text),
        column("last", text),
        primary_key("id")));

inline constexpr auto steps = migration("002_generated_columns",
    revises("001_before"),
    create_table("boxes",
        column("w", integer),
        column("h", integer),
        column("area", integer, generated(col("w") * col("h"))),
        column("label", text, nullable),
        column("shape", text, nullable, generated(coalesce(upper(col("label")), "none"))),
        primary_key("w", "h"),
        check(col("area") > 0),
        index(on("area"))),
    add_column("items", column("total", numeric(12, 2), generated(col("price") * col("quantity")))),
    add_column("items", column("name", text, generated(concat(concat(col("first"), " "), col("last"))))),
    create_index("items", index(on("total"))),
    alter_column("items", "quantity", nullable),
    rename_column("items", "price", "net"),
    drop_column("items", "name"));

}  // namespace golden::case_generated_columns
