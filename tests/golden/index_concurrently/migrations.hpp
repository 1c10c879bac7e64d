#pragma once
#include <retort/dsl.hpp>

namespace golden::case_index_concurrently {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint),
        column("name", text),
        primary_key("id")));

inline constexpr auto steps = migration("002_index_concurrently",
    revises("001_before"),
    create_index("t", index("slowly", on("name"), concurrently)));

}  // namespace golden::case_index_concurrently
