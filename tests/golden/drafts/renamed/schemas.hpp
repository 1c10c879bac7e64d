#pragma once
#include <retort/dsl.hpp>

namespace golden::case_renamed {

namespace before {
using namespace retort::dsl;

inline constexpr auto a = table("makers",
    column("id", bigint, identity),
    primary_key("id"));
inline constexpr auto b = table("parts",
    column("id", bigint, identity),
    column("maker_id", bigint, references("makers", "id")),
    column("name_ru", varchar(100)),
    column("price", integer),
    primary_key("id"),
    constraint("one_name", unique("name_ru")),
    check("price_is_right", col("price") > 0),
    index("by_price", on("price")),
    index(on("maker_id")));
inline constexpr auto c = view("cheap", "SELECT id, name_ru FROM parts WHERE price < 100", depends_on("parts"));

inline constexpr auto schema = retort::schema<"shop", a, b, c>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto a = table("manufacturers",
    column("id", bigint, identity),
    primary_key("id"),
    renamed_from("makers"));
inline constexpr auto b = table("items",
    column("id", bigint, identity),
    column("maker_id", bigint, references("manufacturers", "id")),
    column("title", text, renamed_from("name_ru")),
    column("price", integer),
    primary_key("id"),
    constraint("one_title", unique("title")),
    check("price_positive", col("price") > 0),
    index("items_by_price", on("price")),
    index(on("maker_id")),
    renamed_from("parts"));
inline constexpr auto c = view("cheap", "SELECT id, title FROM items WHERE price < 100", depends_on("items"));

inline constexpr auto schema = retort::schema<"shop", a, b, c>;
}  // namespace after

}  // namespace golden::case_renamed
