#pragma once
#include <retort/dsl.hpp>

namespace golden::case_drop_column {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("categories",
        column("id", bigint, identity),
        column("name", varchar(120)),
        primary_key("id"),
        unique("name")),
    create_table("parts",
        column("id", bigint, identity),
        column("category_id", bigint, references("categories", "id", on_delete::cascade)),
        column("name", varchar(200)),
        column("price", numeric(10, 2), default_(0)),
        column("added_at", timestamp, default_(now)),
        primary_key("id"),
        unique("category_id", "name"),
        check("price_not_negative", col("price") >= 0),
        check(length(col("name")) > 0),
        index(on("name")),
        index("cheap_parts", on("price"), where(col("price") < 100), only(sqlite, postgresql))));

inline constexpr auto steps = migration("002_drop_column",
    revises("001_before"),
    drop_column("parts", "added_at"),
    drop_check("parts", "ck_parts_name"),
    drop_unique("categories", "uq_categories_name"),
    drop_column("categories", "name", undo(set("name", "unknown"))));

}  // namespace golden::case_drop_column
