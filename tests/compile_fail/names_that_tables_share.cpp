// A foreign key and a trigger, each called like one of another table, which MariaDB and SQLite do not take.
// expect-error: at 1: foreign key 'belongs' of table 'orders': on MariaDB, which has one set of these names for all tables, another foreign key of that name already exists; choose another name [E115]
// expect-error: at 2: trigger 'touch' on orders, like one on parts (SQLite and MariaDB identify a trigger by its name alone), is declared twice; rename one of them, or list it once [E168]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto where_it_lives = databases(sqlite, mariadb);

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("part_of", bigint, nullable),
    primary_key("id"),
    constraint("belongs", foreign_key("part_of", references("parts", "id"))));
inline constexpr auto touch_parts = trigger("touch", "parts", "AFTER INSERT ON parts BEGIN SELECT 1; END");

#ifndef RETORT_FAULT
inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("part", bigint),
    primary_key("id"),
    constraint("of_part", foreign_key("part", references("parts", "id"))));
inline constexpr auto touch_orders = trigger("touch_orders", "orders", "AFTER INSERT ON orders BEGIN SELECT 1; END");
#else
inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("part", bigint),
    primary_key("id"),
    constraint("belongs", foreign_key("part", references("parts", "id"))));  // fault 1
inline constexpr auto touch_orders = trigger("touch", "orders", "AFTER INSERT ON orders BEGIN SELECT 1; END");  // fault 2
#endif

inline constexpr auto schema = retort::schema<"shop", where_it_lives, parts, orders, touch_parts, touch_orders>;

}  // namespace shop
