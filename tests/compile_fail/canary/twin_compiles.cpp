// harness: the twin compiles
// expect-error: at 1: table 'parts' has no columns; declare at least one [E110]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts", column("id", bigint));
#else
inline constexpr auto parts = table("parts", column("id", integer));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
