// A step on an enumeration that is spelled otherwise.
// expect-error: at 1: alter enumeration part_states: enumeration 'part_states' does not exist at this revision; did you mean 'part_state'? [E146]
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
    create_enumeration("part_state", "new"),
    alter_enumeration("part_state", "new", "used"));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    create_enumeration("part_state", "new"),
    alter_enumeration("part_states", "new", "used"));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
