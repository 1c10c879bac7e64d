// The list of what is replaced lacks one in the middle.
// expect-error: at 1: the range of checkpoint '003_checkpoint' is not contiguous: '003_widen' revises '002_add_name', which is not listed before it; list all revisions of the range in replaces(...), each after the revisions that it revises [E402]
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
inline constexpr auto m003_checkpoint = migration("003_checkpoint", replaces("001_create_parts", "002_add_name", "003_widen"),
    create_table("parts",
        column("id", bigint, identity),
        column("name", varchar(200)),
        primary_key("id")));
#else
inline constexpr auto m003_checkpoint = migration("003_checkpoint", replaces("001_create_parts", "003_widen", "002_add_name"),  // fault 1
    create_table("parts",
        column("id", bigint, identity),
        column("name", varchar(200)),
        primary_key("id")));
#endif

inline constexpr auto history =
    retort::history<schema, m001_create_parts, m002_add_name, m003_widen, m003_checkpoint>;

}  // namespace shop
