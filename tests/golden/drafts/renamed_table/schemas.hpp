// A table gets another name
#pragma once
#include <retort/dsl.hpp>

namespace golden::case_renamed_table {

namespace before {
using namespace retort::dsl;

inline constexpr auto customers = table("customers",
    column("id", bigint, identity),
    column("name", varchar(100)),
    primary_key("id"));

inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("customer_id", bigint, references("customers", "id")),
    primary_key("id"),
    index(on("customer_id")));

inline constexpr auto schema = retort::schema<"shop", customers, orders>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto clients = table("clients", renamed_from("customers"),
    column("id", bigint, identity),
    column("name", varchar(100)),
    primary_key("id"));

inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("customer_id", bigint, references("clients", "id")),
    primary_key("id"),
    index(on("customer_id")));

inline constexpr auto schema = retort::schema<"shop", clients, orders>;
}  // namespace after

}  // namespace golden::case_renamed_table
