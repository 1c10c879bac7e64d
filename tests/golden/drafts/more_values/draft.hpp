#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    add_enumeration_value("mood", "low", before("sad")),
    add_enumeration_value("mood", "ok", after("sad")),
    alter_column("customers", "mood", default_("ok")),
    add_column("customers", column("note", text, nullable)),
    add_enumeration_value("size", "M", after("S")),
    add_enumeration_value("size", "XL"));

}  // namespace shop
