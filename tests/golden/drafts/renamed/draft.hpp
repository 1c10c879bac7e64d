#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    drop_view("cheap"),
    rename_table("makers", "manufacturers"),
    rename_table("parts", "items"),
    rename_column("items", "name_ru", "title"),
    rename_constraint("items", "one_name", "one_title"),
    rename_constraint("items", "price_is_right", "price_positive"),
    rename_index("items", "by_price", "items_by_price"),
    alter_column("items", "title", text),
    create_view("cheap", "SELECT id, title FROM items WHERE price < 100", depends_on("items")));

}  // namespace shop
