// A column that is dropped while an index needs it.
// expect-error: at 1: drop column parts.name_ru: index 'ix_parts_name_ru' of table 'parts' still uses it; drop or change index 'ix_parts_name_ru' of table 'parts' in an earlier step [E144]
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
    create_index("parts", index(on("name_ru"))),
    drop_index("parts", "ix_parts_name_ru"),
    drop_column("parts", "name_ru", undo(set("name_ru", ""))));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    create_index("parts", index(on("name_ru"))),
    drop_column("parts", "name_ru"));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
