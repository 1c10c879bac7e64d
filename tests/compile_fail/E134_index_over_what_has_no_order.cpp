// A btree over a document, which is neither less nor more than another.
// expect-error: at 1: index 'ix_parts_specification' of table 'parts' is over 'specification', but values of type json cannot be ordered; index an expression of the column, or use another method, such as method("gin") for documents [E134]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("specification", jsonb),
    primary_key("id"),
    index("ix_parts_specification", on("specification")));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("specification", json),
    primary_key("id"),
    index("ix_parts_specification", on("specification")));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
