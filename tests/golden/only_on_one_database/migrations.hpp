#pragma once
#include <retort/dsl.hpp>

namespace golden::case_only_on_one_database {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint),
        column("name", text),
        primary_key("id"),
        check("short", length(col("name")) < 100, only(sqlite)),
        check("not_empty", col("name") != "", only(postgresql)),
        index("by_name", on("name"), method("hash"), only(postgresql)),
        index("by_length", on(length(col("name"))), only(sqlite))));

inline constexpr auto steps = migration("002_only_on_one_database",
    revises("001_before"),
    rename_table("t", "u"),
    rename_column("u", "name", "title"),
    add_check("u", check("from_one", col("id") > 0, only(sqlite))),
    add_check("u", check("positive", col("id") > 1, only(postgresql))),
    on(postgresql, execute("CREATE SEQUENCE extra", undo("DROP SEQUENCE extra"))),
    on(sqlite, nothing),
    on(sqlite, insert_rows("u", columns("id", "title"), row(1, "lite"))),
    on(postgresql, insert_rows("u", columns("id", "title"), row(2, "full"))),
    alter_column("u", "title", nullable),
    drop_check("u", "short"),
    drop_check("u", "not_empty"),
    drop_index("u", "by_name"),
    create_view("w", on(sqlite, "SELECT rowid AS id FROM u"), depends_on("u"), only(sqlite)));

}  // namespace golden::case_only_on_one_database
