#pragma once
#include <retort/dsl.hpp>

namespace golden::case_partition_drop_of_hash {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("spread",
        column("id", bigint),
        primary_key("id"),
        partition_by_hash("id"),
        partition("spread_0", modulus(2, 0)),
        partition("spread_1", modulus(2, 1))));

inline constexpr auto steps = migration("002_partition_drop_of_hash",
    revises("001_before"),
    drop_partition("spread", "spread_0"));

}  // namespace golden::case_partition_drop_of_hash
