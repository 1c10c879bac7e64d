// The checkpoint begins where it ends.
// expect-error: at 1: checkpoint '003_checkpoint' revises '003_widen', but '002_add_name', the first revision that it replaces, revises '001_create_parts'; let both revise the same revisions [E403]
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

#ifndef RETORT_FAULT
inline constexpr auto m003_checkpoint = migration("003_checkpoint", revises("001_create_parts"),
    replaces("002_add_name", "003_widen"),
    add_column("parts", column("name", varchar(200), default_("none"))),
    alter_column("parts", "name", no_default));
#else
inline constexpr auto m003_checkpoint = migration("003_checkpoint", revises("003_widen"),  // fault 1
    replaces("002_add_name", "003_widen"),
    add_column("parts", column("name", varchar(200), default_("none"))),
    alter_column("parts", "name", no_default));
#endif

inline constexpr auto history =
    retort::history<schema, m001_create_parts, m002_add_name, m003_widen, m003_checkpoint>;

}  // namespace shop
