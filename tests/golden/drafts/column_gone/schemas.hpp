// A column goes
#pragma once
#include <retort/dsl.hpp>

namespace golden::case_column_gone {

namespace before {
using namespace retort::dsl;

inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("name", varchar(100)),
    column("fax", text),
    primary_key("id"),
    index(on("fax")));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("name", varchar(100)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace after

}  // namespace golden::case_column_gone
