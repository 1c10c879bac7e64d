#pragma once
#include <retort/dsl.hpp>

namespace golden::case_domain_of_another_type {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_domain("age", integer));

inline constexpr auto steps = migration("002_domain_of_another_type",
    revises("001_before"),
    replace_domain("age", bigint));

}  // namespace golden::case_domain_of_another_type
