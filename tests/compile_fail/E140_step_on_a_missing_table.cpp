// A step on a table that is spelled otherwise.
// expect-error: at 1: add column partz.price: table 'partz' does not exist at this revision; did you mean 'parts'? [E140]
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
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_column("parts", column("price", numeric(10, 2), default_(0))));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_column("partz", column("price", numeric(10, 2), default_(0))));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
