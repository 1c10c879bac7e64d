// A table copied for a new purpose, its old name still in it.
// expect-error: at 1: table 'parts' is declared twice; rename one of them, or list the table once [E101]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto spare_parts = table("spare_parts",
    column("id", bigint, identity),
    column("part_id", bigint, references("parts", "id")),
    primary_key("id"));
#else
inline constexpr auto spare_parts = table("parts",  // fault 1
    column("id", bigint, identity),
    column("part_id", bigint, references("parts", "id")),
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", parts, spare_parts>;

}  // namespace shop
