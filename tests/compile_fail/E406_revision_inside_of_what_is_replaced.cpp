// A colleague still stands in the middle of what was squashed.
// expect-error: at 1: revision '004_add_price' revises '002_add_name', which checkpoint '003_checkpoint' replaces; revise '003_widen', the last revision that it replaces, or the checkpoint [E406]
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

inline constexpr auto m003_checkpoint = migration("003_checkpoint", replaces("001_create_parts", "002_add_name", "003_widen"),
    create_table("parts",
        column("id", bigint, identity),
        column("name", varchar(200)),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m004_add_price = migration("004_add_price", revises("003_checkpoint"),
    add_column("parts", column("price", integer, default_(0))));
#else
inline constexpr auto m004_add_price = migration("004_add_price", revises("002_add_name"),  // fault 1
    add_column("parts", column("price", integer, default_(0))));
#endif

inline constexpr auto history =
    retort::history<schema, m001_create_parts, m002_add_name, m003_widen, m003_checkpoint, m004_add_price>;

}  // namespace shop
