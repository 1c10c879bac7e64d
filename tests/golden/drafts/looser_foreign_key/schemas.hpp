// A foreign key lets go of what it refers to
#pragma once
#include <retort/dsl.hpp>

namespace golden::case_looser_foreign_key {

namespace before {
using namespace retort::dsl;

inline constexpr auto customers = table("customers",
    column("id", bigint, identity),
    primary_key("id"));

inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("customer_id", bigint, references("customers", "id", on_delete::cascade)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", customers, orders>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto customers = table("customers",
    column("id", bigint, identity),
    primary_key("id"));

inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("customer_id", bigint, nullable, references("customers", "id", on_delete::set_null)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", customers, orders>;
}  // namespace after

}  // namespace golden::case_looser_foreign_key
