// Two prices, each computed from the other.
// expect-error: at 1: parts.gross is generated from net, which depends on parts.gross; compute it from other columns [E133]
// expect-error: at 2: parts.net is generated from gross, which depends on parts.net; compute it from other columns [E133]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", numeric(10, 2)),
    column("gross", numeric(10, 2), generated(col("price") * 2)),
    column("net", numeric(10, 2), generated(col("gross") / 2)),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", numeric(10, 2)),
    column("gross", numeric(10, 2), generated(col("net") * 2)),  // fault 1
    column("net", numeric(10, 2), generated(col("gross") / 2)),  // fault 2
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
