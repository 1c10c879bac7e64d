#pragma once
#include <retort/dsl.hpp>

#include <string>

namespace golden::case_native_types {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(sqlite, postgresql);

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")));

inline constexpr auto steps = migration("002_native_types",
    revises("001_before"),
    create_extension("citext"),
    create_table("t",
        column("id", bigint),
        column("name", native("citext", cpp<std::string>), default_("x")),
        column("size", native("varchar(7)", cpp<std::string>), nullable),
        primary_key("id")),
    alter_column("t", "size", native("varchar(9)", cpp<std::string>), nullable));

}  // namespace golden::case_native_types
