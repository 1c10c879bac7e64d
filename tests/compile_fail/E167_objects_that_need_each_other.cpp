// Two views, each made of the other.
// expect-error: at 1: view 'cheap_parts' depends on itself, through 'gifts'; remove one of these dependencies [E167]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto cheap = view("cheap_parts", "SELECT * FROM parts WHERE price < 100", depends_on("parts"));
inline constexpr auto gifts = view("gifts", "SELECT * FROM cheap_parts WHERE price = 0", depends_on("cheap_parts"));
#else
inline constexpr auto cheap = view("cheap_parts", "SELECT * FROM gifts WHERE price < 100", depends_on("gifts"));  // fault 1
inline constexpr auto gifts = view("gifts", "SELECT * FROM cheap_parts WHERE price = 0", depends_on("cheap_parts"));
#endif

inline constexpr auto schema = retort::schema<"shop", parts, cheap, gifts>;

}  // namespace shop
