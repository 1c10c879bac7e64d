#pragma once
#include <retort/dsl.hpp>

namespace stock {
using namespace retort::dsl;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("label", varchar(50)),
        primary_key("id")),
    insert_rows("parts", columns("id", "label"), row(1, "Pads 19.95"), row(2, "Disc 100"), row(3, "no price")));

}  // namespace stock
