// A total that is computed, and yet has a default.
// expect-error: at 1: parts.total is generated and has a default; remove one of them [E132]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", numeric(10, 2)),
    column("quantity", integer),
    column("total", numeric(12, 2), generated(col("price") * col("quantity"))),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", numeric(10, 2)),
    column("quantity", integer),
    column("total", numeric(12, 2), default_(0), generated(col("price") * col("quantity"))),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
