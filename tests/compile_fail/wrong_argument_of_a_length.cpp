// A length in words, and a type of an enumeration without values.
// expect-error: at 1: enumeration 'part_kind' has no values; list at least one value, and each value once [E121]
// expect-error: at 2: parts.name is varchar(?): its parameter is not a number; choose a supported length or precision [E126]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto part_kind = enumeration("part_kind", "wheel", "door");
inline constexpr auto parts = table("parts",
    column("name", varchar(200)),
    column("kind", enum_("part_kind")));
#else
inline constexpr auto part_kind = enumeration("part_kind");  // fault 1
inline constexpr auto parts = table("parts",
    column("name", varchar("200")),  // fault 2
    column("kind", enum_("part_kind")));
#endif

inline constexpr auto schema = retort::schema<"shop", part_kind, parts>;

}  // namespace shop
