// A key and an index that are dropped under another name than theirs.
// expect-error: at 1: drop unique key of parts 'uq_parts_name': table 'parts' has no unique key 'uq_parts_name' at this revision; did you mean 'uq_parts_name_ru'? [E142]
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
    add_unique("parts", unique("name_ru"), precheck),
    drop_unique("parts", "uq_parts_name_ru"));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_unique("parts", unique("name_ru"), precheck),
    drop_unique("parts", "uq_parts_name"));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
