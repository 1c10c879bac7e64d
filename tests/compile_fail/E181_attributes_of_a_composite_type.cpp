// An address with two streets.
// expect-error: at 1: composite type 'address' has two attributes 'street'; list at least one attribute, and each attribute once [E181]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto address = composite("address", column("street", text), column("city", text));
#else
inline constexpr auto address = composite("address", column("street", text), column("street", text));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", address>;

}  // namespace shop
