// A domain of a narrower type, on rows that an earlier revision's table may have.
// expect-error: at 1: replace domain 'years': a value of customers.age may not fit smallint; add precheck, or assume("why all values fit") [E175]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto years = domain("years", smallint);
inline constexpr auto customers = table("customers",
    column("id", bigint, identity),
    column("age", domain_("years")),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", years, customers>;

inline constexpr auto m001_create = migration("001_create",
    create_domain("years", integer),
    create_table("customers",
        column("id", bigint, identity),
        column("age", domain_("years")),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create"),
    replace_domain("years", smallint, precheck));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create"),
    replace_domain("years", smallint));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create, m002_change>;

}  // namespace shop
