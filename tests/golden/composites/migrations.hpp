#pragma once
#include <retort/dsl.hpp>

namespace golden::case_composites {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(postgresql);

inline constexpr auto before = migration("001_before",
    create_composite("address", column("street", text), column("zip", varchar(10))));

inline constexpr auto steps = migration("002_composites",
    revises("001_before"),
    create_composite("place", column("country", char_(2)), column("name", text, collation("C"))),
    create_table("t",
        column("id", bigint),
        column("home", composite_("place"), nullable),
        primary_key("id")),
    replace_composite("address", column("zip", varchar(12)), column("city", text)),
    rename_composite("place", "spot"));

}  // namespace golden::case_composites
