// A status that is no longer wanted, with nothing said about the orders that have it.
// expect-error: at 1: alter enumeration status: a row of orders may hold 'paid'; give such rows another value in a backfill(..., where(col("...") == "the value")) before it, or add precheck, or assume("why none does") [E407]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto status = enumeration("status", "new", "closed");

inline constexpr auto orders = table("orders",
    column("id", bigint, identity),
    column("status", status),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", status, orders>;

inline constexpr auto m001_create_orders = migration("001_create_orders",
    create_enumeration("status", "new", "paid", "closed"),
    create_table("orders",
        column("id", bigint, identity),
        column("status", enum_("status")),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_orders"),
    alter_enumeration("status", "new", "closed", precheck));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_orders"),
    alter_enumeration("status", "new", "closed"));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_orders, m002_change>;

}  // namespace shop
