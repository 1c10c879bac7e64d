// What depends on the order of two branches holds where the merge says what holds.
// expect-error: at 1: '002_ten' and '002_zero', which '003_merge' merges, do not commute: the default of column 'parts.price' depends on which runs first; let one of them revise the other, or remove the change from one, or add steps to the merge that settle the result (NAME-migrate merge -m "..." writes one) [E155]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", integer, default_(10)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("price", integer),
        primary_key("id")));

inline constexpr auto m002_ten = migration("002_ten", revises("001_create_parts"),
    alter_column("parts", "price", default_(10)));

inline constexpr auto m002_zero = migration("002_zero", revises("001_create_parts"),
    alter_column("parts", "price", default_(0)));

#ifndef RETORT_FAULT
inline constexpr auto m003_merge = migration("003_merge", revises("002_ten", "002_zero"),
    alter_column("parts", "price", default_(10)));
#else
inline constexpr auto m003_merge = migration("003_merge", revises("002_ten", "002_zero"));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_ten, m002_zero, m003_merge>;

}  // namespace shop
