// A default and a check that were right for a domain of integers.
// expect-error: at 1: customers.age is domain_("years"), but its default is the number 18; write a default of the column's type [E107]
// expect-error: at 1: check 'grown_up' of table 'customers' combines a value of type text with one of type number; use operands of the same type [E112]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto years = domain("years", integer);
inline constexpr auto customers = table("customers",
    column("id", bigint, identity),
    column("age", domain_("years"), default_(18)),
    primary_key("id"),
    check("grown_up", col("age") >= 18));

inline constexpr auto schema = retort::schema<"shop", years, customers>;

inline constexpr auto m001_create = migration("001_create",
    create_domain("years", integer),
    create_table("customers",
        column("id", bigint, identity),
        column("age", domain_("years"), default_(18)),
        primary_key("id"),
        check("grown_up", col("age") >= 18)));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create"),
    replace_domain("years", bigint));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create"),
    replace_domain("years", text));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create, m002_change>;

}  // namespace shop
