// Names of at most twenty letters, and parts that may have longer ones.
// expect-error: at 1: alter column parts.name: a value of parts.name may not fit varchar(20); add using_("SQL that makes it fit"), precheck, or assume("why all values fit") [E175]
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

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    alter_column("parts", "name", varchar(20), using_("left(name, 20)")));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    alter_column("parts", "name", varchar(20)));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
