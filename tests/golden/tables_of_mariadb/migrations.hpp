#pragma once
#include <retort/dsl.hpp>

namespace golden::case_tables_of_mariadb {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(mariadb);

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        column("code", char_(4), collation("utf8mb4_unicode_ci")),
        column("mentor", bigint, nullable, references("people", "id")),
        primary_key("id"),
        unique("name")),
    create_table("notes",
        column("a", bigint, references("people", "id")),
        column("b", bigint, references("people", "id"), comment("who wrote it")),
        index("both", on("a", "b"))));

inline constexpr auto steps = migration("002_tables_of_mariadb",
    revises("001_before"),
    create_table("cache",
        column("key", varbinary(40)),
        column("value", text),
        primary_key("key"),
        engine("Aria"), charset("latin1"), comment("it's gone soon")),
    alter_table("people", collation("utf8mb4_general_ci"), engine("InnoDB"), comment("all")),
    alter_column("people", "code", collation("")),
    add_column("people", column("label", varchar(120), generated(concat(col("code"), col("name"))))),
    drop_index("notes", "both"),
    create_index("notes", index("b_first", on("b", "a"))),
    drop_foreign_key("notes", "fk_notes_a"),
    add_primary_key("notes", primary_key("b", "a")),
    create_index("people", unique_index("code_once", on("code"), concurrently)),
    update_rows("people", set("name", col("code")), set("code", col("name")), all_rows, undo(set("name", col("code")), set("code", col("name")))),
    insert_rows("people", columns("id", "name", "code"), row(0, "nobody", "0")),
    create_grant("public", "people", "select"));

}  // namespace golden::case_tables_of_mariadb
