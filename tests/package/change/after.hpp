#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto status = enumeration("status", "new", "paid", "shipped", "closed");

inline constexpr auto clients = table("clients", renamed_from("customers"),
    column("id", bigint, identity),
    column("name", varchar(100)),
    primary_key("id"),
    unique("name"));

inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("customer_id", bigint, nullable, references("clients", "id", on_delete::set_null)),
    column("status", status, default_("new")),
    column("note", varchar(200), nullable),
    column("language", varchar(5), default_("ru")),
    primary_key("id"),
    index(on("customer_id")),
    index("ix_orders_open", on("status", desc("id"))));

inline constexpr auto schema = retort::schema<"shop", status, clients, orders>;

}  // namespace shop
