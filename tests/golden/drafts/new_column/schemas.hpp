// Columns that rows may lack, or that have a default
#pragma once
#include <retort/dsl.hpp>

namespace golden::case_new_column {

namespace before {
using namespace retort::dsl;

inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("name", varchar(100)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("name", varchar(100)),
    column("phone", varchar(20), nullable),
    column("language", varchar(5), default_("ru")),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace after

}  // namespace golden::case_new_column
