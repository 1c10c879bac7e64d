#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto status = enumeration("status", "new", "paid", "closed");

inline constexpr auto customers = table("customers",
    column("id", bigint, identity),
    column("name", varchar(100)),
    primary_key("id"),
    unique("name"));

inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("customer_id", bigint, nullable, references("customers", "id", on_delete::cascade)),
    column("status", status, default_("new")),
    column("note", varchar(200), nullable),
    primary_key("id"),
    index(on("customer_id")));

inline constexpr auto schema = retort::schema<"shop", status, customers, orders>;

}  // namespace shop
