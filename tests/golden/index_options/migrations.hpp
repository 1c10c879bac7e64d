#pragma once
#include <retort/dsl.hpp>

namespace golden::case_index_options {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint),
        column("name", text),
        column("doc", jsonb),
        column("price", integer, nullable),
        column("at", timestamp),
        primary_key("id")));

inline constexpr auto steps = migration("002_index_options",
    revises("001_before"),
    create_table("u",
        column("name", text),
        index("ix_in_table", on(lower(col("name"))), concurrently, only(sqlite, postgresql))),
    create_index("t", index(on(lower(col("name")), "price"), only(sqlite, postgresql))),
    create_index("t", index("options", on(desc("at", nulls_last), asc("price", nulls_first)), include("name"), with("fillfactor", "70"))),
    create_index("t", index("computed", on(desc(col("price") + 1)), where(col("price").is_not_null()), only(sqlite, postgresql))),
    create_index("t", index("by_hash", on("name"), method("hash"), only(postgresql))),
    create_index("t", index("by_path", on(asc("doc", operator_class("jsonb_path_ops"))), method("gin"), only(postgresql))),
    create_index("t", index("by_pattern", on(asc("name", operator_class("text_pattern_ops"))))));

}  // namespace golden::case_index_options
