#pragma once
#include <retort/dsl.hpp>

namespace golden::case_rows {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("moods",
        column("id", bigint, identity),
        column("name", varchar(20)),
        column("weight", double_precision, nullable),
        column("picture", bytes, nullable),
        column("at", timestamp, default_(now)),
        primary_key("id")),
    create_table("pairs",
        column("a", text),
        column("b", bytes, nullable)));

inline constexpr auto steps = migration("002_rows",
    revises("001_before"),
    insert_rows("moods", columns("id", "name", "weight", "picture"), row(1, "it's ok", 0.5, "a\\b"), row(7, "sad", null, null)),
    insert_rows("pairs", columns("a", "b"), row("x", "a\\b"), row("y", null)),
    update_rows("moods", set("weight", col("weight") * 2), set("name", concat(col("name"), "!")), where(col("id") == 1),
        undo(set("weight", col("weight") / 2), where(col("id") == 1))),
    update_rows("moods", set("picture", null), set("at", now), all_rows, undo(set("weight", 1.5))),
    delete_rows("pairs", where(col("a") == "y"), undo(columns("a", "b"), row("y", null))));

}  // namespace golden::case_rows
