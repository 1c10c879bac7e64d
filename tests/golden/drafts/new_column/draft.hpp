#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    add_column("customers", column("phone", varchar(20), nullable)),
    add_column("customers", column("language", varchar(5), default_("ru"))));

}  // namespace shop
