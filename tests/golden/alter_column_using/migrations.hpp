#pragma once
#include <retort/dsl.hpp>

namespace golden::case_alter_column_using {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint, identity),
        column("price", text),
        column("minutes", integer),
        primary_key("id")));

inline constexpr auto steps = migration("002_alter_column_using",
    revises("001_before"),
    add_column("t", column("note", text, nullable)),
    alter_column("t", "price", numeric(10, 2), using_("CAST(replace(price, ',', '.') AS decimal(10, 2))")),
    alter_column("t", "minutes", bigint, using_("minutes * 60")),
    rename_column("t", "minutes", "seconds"));

}  // namespace golden::case_alter_column_using
