// Two checkpoints replace one revision.
// expect-error: at 1: checkpoint '003_checkpoint' replaces '002_add_name', which checkpoint '002_checkpoint' replaces too; let the range of one checkpoint begin after the other [E404]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        primary_key("id")));

inline constexpr auto m002_add_name = migration("002_add_name", revises("001_create_parts"),
    add_column("parts", column("name", varchar(100), default_("none"))));

inline constexpr auto m003_widen = migration("003_widen", revises("002_add_name"),
    alter_column("parts", "name", varchar(200), no_default));

inline constexpr auto m002_checkpoint = migration("002_checkpoint",
    replaces("001_create_parts", "002_add_name"),
    create_table("parts",
        column("id", bigint, identity),
        column("name", varchar(100), default_("none")),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m003_checkpoint = migration("003_checkpoint", revises("002_checkpoint"),
    replaces("003_widen"),
    alter_column("parts", "name", varchar(200), no_default));
#else
inline constexpr auto m003_checkpoint = migration("003_checkpoint", revises("001_create_parts"),  // fault 1
    replaces("002_add_name", "003_widen"),
    add_column("parts", column("name", varchar(200))));
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_add_name, m002_checkpoint, m003_widen,
    m003_checkpoint>;

}  // namespace shop
