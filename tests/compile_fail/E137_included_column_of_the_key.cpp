// An index that carries a column which it is over.
// expect-error: at 1: index 'ix_parts_name' of table 'parts' includes 'name', which is already part of its key; remove it from include(...) [E137]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"),
    index("ix_parts_name", on("name"), include("price")));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"),
    index("ix_parts_name", on("name"), include("name", "price")));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
