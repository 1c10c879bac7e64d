// A step on a column that an earlier step has renamed.
// expect-error: at 1: alter column parts.name_ru: table 'parts' has no column 'name_ru' at this revision; did you mean 'name_rus'? [E141]
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
    rename_column("parts", "name_ru", "name_rus"),
    alter_column("parts", "name_rus", nullable));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    rename_column("parts", "name_ru", "name_rus"),
    alter_column("parts", "name_ru", nullable));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
