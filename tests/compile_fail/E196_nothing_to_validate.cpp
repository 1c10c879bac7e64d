// A check that was never left unchecked.
// expect-error: at 1: validate constraint of parts 'price_not_negative': constraint 'price_not_negative' of table 'parts' is already validated; remove the step [E196]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("name", varchar(200)),
        column("price", numeric(10, 2)),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_check("parts", check("price_not_negative", col("price") >= 0, not_valid)),
    validate_constraint("parts", "price_not_negative"));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_check("parts", check("price_not_negative", col("price") >= 0), assume("the shop refuses them")),
    validate_constraint("parts", "price_not_negative"));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
