// One branch renames the column that the other changes.
// expect-error: at 1: '002_alter' and '002_rename', which '003_merge' merges, do not commute: in the other order, alter column parts.price: table 'parts' has no column 'price' at this revision; let one of them revise the other, or remove the change from one [E155]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("name", varchar(200)),
        column("price", numeric(10, 2)),
        primary_key("id")));

inline constexpr auto m002_rename = migration("002_rename", revises("001_create_parts"),
    rename_column("parts", "price", "cost"));

#ifndef RETORT_FAULT
inline constexpr auto m002_alter = migration("002_alter", revises("001_create_parts"),
    alter_column("parts", "name", nullable));

inline constexpr auto m003_merge = migration("003_merge", revises("002_alter", "002_rename"));
#else
inline constexpr auto m002_alter = migration("002_alter", revises("001_create_parts"),
    alter_column("parts", "price", nullable));

inline constexpr auto m003_merge = migration("003_merge", revises("002_alter", "002_rename"));  // fault 1
#endif

inline constexpr auto history =
    retort::history<schema, m001_create_parts, m002_alter, m002_rename, m003_merge>;

}  // namespace shop
