#pragma once
#include <retort/dsl.hpp>

namespace golden::case_add_column_references {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")),
    create_table("orders",
        column("id", bigint, identity),
        primary_key("id")));

inline constexpr auto steps = migration("002_add_column_references",
    revises("001_before"),
    add_column("orders", column("person_id", bigint, nullable, references("people", "id", on_delete::set_null))));

}  // namespace golden::case_add_column_references
