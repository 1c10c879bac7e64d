// harness: the file expects nothing
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts", column("id", bigint));
#else
inline constexpr auto parts = table("parts");  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

}  // namespace shop
