// A number in the place of a query, and a column in a sequence.
// expect-error: at 1: view(...) is given a number; write the name and the SQL, as texts, then depends_on(...), comment(...) or only(...) [E194]
// expect-error: at 2: sequence(...) is given a column; write sequence("name", start(1000), increment(1), minvalue(1), cycle) [E194]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto cheap = view("cheap_parts", "SELECT id FROM parts WHERE price < 100");
inline constexpr auto numbers = sequence("numbers", start(5));
#else
inline constexpr auto cheap = view("cheap_parts", 5);  // fault 1
inline constexpr auto numbers = sequence("numbers", column("start", integer));  // fault 2
#endif

inline constexpr auto schema = retort::schema<"shop", parts, cheap, numbers>;

}  // namespace shop
