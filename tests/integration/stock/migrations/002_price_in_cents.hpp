#pragma once
#include <retort/dsl.hpp>

namespace retort {
class connection;
}

namespace stock {
using namespace retort::dsl;

/// Moves the price at the end of a label into its own column, and back.
void take_prices(retort::connection&);
void give_prices_back(retort::connection&);

inline constexpr auto m002_price_in_cents = migration("002_price_in_cents",
    revises("001_create_parts"),
    add_column("parts", column("cents", integer, default_(0))),
    run<take_prices>(undo_run<give_prices_back>));

}  // namespace stock
