// A column that is NOT NULL goes, and nothing is said about the rows that are there when it comes back.
// expect-error: at 1: drop column orders.car: the downgrade adds car as NOT NULL, and existing rows of orders would have no value; add undo(set("car", value)), precheck to reject the downgrade while orders has rows, or irreversible("why") [E408]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", orders>;

inline constexpr auto m001_create_orders = migration("001_create_orders",
    create_table("orders",
        column("id", bigint, identity),
        column("car", varchar(20)),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_orders"),
    drop_column("orders", "car", undo(set("car", "unknown"))));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_orders"),
    drop_column("orders", "car"));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_orders, m002_change>;

}  // namespace shop
