#pragma once
#include <retort/dsl.hpp>

namespace golden::case_rename_index_and_constraint {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")),
    create_table("notes",
        column("id", bigint),
        column("person_id", bigint, references("people", "id")),
        column("text", text),
        primary_key("id"),
        unique("text"),
        check("not_empty", col("text") != ""),
        index(on("person_id"))));

inline constexpr auto steps = migration("002_rename_index_and_constraint",
    revises("001_before"),
    rename_constraint("notes", "not_empty", "has_text"),
    rename_constraint("notes", "pk_notes", "notes_key"),
    rename_constraint("notes", "uq_notes_text", "text_once"),
    rename_constraint("notes", "fk_notes_person_id", "of_person"),
    rename_index("notes", "ix_notes_person_id", "by_person"));

}  // namespace golden::case_rename_index_and_constraint
