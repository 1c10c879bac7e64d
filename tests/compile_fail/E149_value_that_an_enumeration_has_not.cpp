// A value that is to stand before one that there is not.
// expect-error: at 1: add value to enumeration part_kind: enumeration 'part_kind' has no value 'doors'; did you mean 'door'? [E149]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto kinds = enumeration("part_kind", "wheel", "door");

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("kind", enum_("part_kind")),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", kinds, parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_enumeration("part_kind", "wheel", "door"),
    create_table("parts",
        column("id", bigint, identity),
        column("kind", enum_("part_kind")),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_enumeration_value("part_kind", "window", before("door")));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_enumeration_value("part_kind", "window", before("doors")));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
