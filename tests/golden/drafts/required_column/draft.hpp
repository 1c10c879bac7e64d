#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    add_column("parts", column("vin", varchar(17), nullable)),
    // Which value do existing rows get?
    backfill("parts", set("vin", todo), where(col("vin").is_null())),
    alter_column("parts", "vin", not_null));

}  // namespace shop
