#pragma once
#include <retort/dsl.hpp>

namespace golden::case_backfill_without_rowid {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(sqlite);

inline constexpr auto before = migration("001_before",
    create_table("parts",
        column("a", bigint),
        column("b", bigint),
        column("note", text, nullable),
        primary_key("a", "b"),
        without_rowid));

inline constexpr auto steps = migration("002_backfill_without_rowid",
    revises("001_before"),
    backfill("parts", set("note", "none"), where(col("note").is_null()), batch(10)));

}  // namespace golden::case_backfill_without_rowid
