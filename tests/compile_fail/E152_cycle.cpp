// Two revisions of which each waits for the other.
// expect-error: at 1: the revisions 002_add_price, 003_add_stock form a cycle; correct a revises(...); the first revision has none [E152]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("name_ru", varchar(200)),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_add_price = migration("002_add_price", revises("001_create_parts"),
    add_column("parts", column("price", numeric(10, 2), default_(0))));
#else
inline constexpr auto m002_add_price = migration("002_add_price", revises("003_add_stock"),  // fault 1
    add_column("parts", column("price", numeric(10, 2), default_(0))));
#endif

inline constexpr auto m003_add_stock = migration("003_add_stock", revises("002_add_price"),
    add_column("parts", column("stock", integer, default_(0))));

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_add_price, m003_add_stock>;

}  // namespace shop
