#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    create_table("people",
        column("id", bigint, identity),
        column("house_id", bigint, nullable),
        primary_key("id")),
    create_table("houses",
        column("id", bigint, identity),
        column("owner_id", bigint, references("people", "id")),
        primary_key("id")),
    add_foreign_key("people", foreign_key("house_id", references("houses", "id"))));

}  // namespace shop
