// A privilege that SQL does not have.
// expect-error: at 1: the grant to 'reader' lists 'read', which is not a privilege; use select, insert, update, delete, truncate, references, trigger, or all [E198]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto readers = grant("reader", "parts", "select");
#else
inline constexpr auto readers = grant("reader", "parts", "read");  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", parts, readers>;

}  // namespace shop
