// A column that is added twice.
// expect-error: at 1: add column parts.name_ru: column 'name_ru' of table 'parts' already exists at this revision; remove the step, or choose another name [E143]
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
    add_column("parts", column("name_en", varchar(200), nullable)));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_column("parts", column("name_ru", varchar(200), nullable)));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
