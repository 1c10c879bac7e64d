#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    create_table("customers",
        column("id", bigint, identity),
        column("name", varchar(100)),
        column("email", varchar(200)),
        primary_key("id"),
        unique("email")),
    create_table("orders",
        column("id", bigint, identity),
        column("customer_id", bigint, references("customers", "id", on_delete::cascade)),
        column("note", text, nullable),
        column("total", numeric(10, 2), default_(0)),
        column("made_at", timestamptz, default_(now)),
        primary_key("id"),
        check("total_not_negative", col("total") >= 0),
        index(on("customer_id", desc("made_at"))),
        index("open", on("total"), where(col("note").is_null() && (col("total") < 100 || col("total") == 250.5)))));

}  // namespace shop
