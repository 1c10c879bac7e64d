#pragma once
#include <retort/dsl.hpp>

namespace golden::case_deferred_foreign_key {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(sqlite, postgresql);

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")),
    create_table("notes",
        column("id", bigint),
        column("person_id", bigint),
        primary_key("id")));

inline constexpr auto steps = migration("002_deferred_foreign_key",
    revises("001_before"),
    create_table("friends",
        column("a", bigint, references("people", "id", initially_deferred)),
        column("b", bigint, references("people", "id", deferrable, on_delete::cascade))),
    add_foreign_key("notes", foreign_key("person_id", references("people", "id", initially_deferred))));

}  // namespace golden::case_deferred_foreign_key
