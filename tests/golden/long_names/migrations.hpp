#pragma once
#include <retort/dsl.hpp>

namespace golden::case_long_names {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("quantity_that_was_ordered_but_is_not_delivered",
        column("identifier_of_the_order", bigint),
        column("identifier_of_the_part", bigint),
        unique("identifier_of_the_order", "identifier_of_the_part")));

inline constexpr auto steps = migration("002_long_names",
    revises("001_before"),
    create_index("quantity_that_was_ordered_but_is_not_delivered", index(on("identifier_of_the_part", "identifier_of_the_order"))),
    rename_table("quantity_that_was_ordered_but_is_not_delivered", "количество_заказанного_товара"));

}  // namespace golden::case_long_names
