// A rule about prices, and a backfill that leaves some of those out that break it.
// expect-error: at 1: add check to parts 'price_not_negative': a row of parts may violate the check; add a backfill(...) that makes it true, precheck, not_valid, or assume("why none does") [E174]
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
    backfill("parts", set("price", 0), where(col("price") < 0)),
    add_check("parts", check("price_not_negative", col("price") >= 0)));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    backfill("parts", set("price", 0), where(col("price") < -100)),
    add_check("parts", check("price_not_negative", col("price") >= 0)));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
