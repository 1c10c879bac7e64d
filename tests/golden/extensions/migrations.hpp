#pragma once
#include <retort/dsl.hpp>

namespace golden::case_extensions {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")));

inline constexpr auto steps = migration("002_extensions",
    revises("001_before"),
    create_extension("btree_gist"),
    create_extension("uuid-ossp"));

}  // namespace golden::case_extensions
