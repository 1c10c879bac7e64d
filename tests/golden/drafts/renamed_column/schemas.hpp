// A column gets another name, and one a wider type
#pragma once
#include <retort/dsl.hpp>

namespace golden::case_renamed_column {

namespace before {
using namespace retort::dsl;

inline constexpr auto t = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    column("price", numeric(10, 2), default_(0)),
    primary_key("id"),
    unique("name_ru"));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto t = table("parts",
    column("id", bigint, identity),
    column("title", varchar(200), renamed_from("name_ru")),
    column("price", numeric(12, 2), default_(0)),
    primary_key("id"),
    unique("title"));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace after

}  // namespace golden::case_renamed_column
