// A name that PostgreSQL would cut without a word.
// expect-error: at 1: column 'quantity_that_was_ordered_by_customers_but_not_yet_delivered_to_the_store' has 73 bytes; PostgreSQL allows 63; shorten it [E125]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto categories = table("categories",
    column("id", bigint, identity),
    column("name_ru", varchar(120)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("quantity_outstanding", integer),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("quantity_that_was_ordered_by_customers_but_not_yet_delivered_to_the_store", integer),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
