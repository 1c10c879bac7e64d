// A view whose text is there for one of two databases.
// expect-error: at 1: view 'totals' has no SQL for postgresql; add on(postgresql, "..."), or restrict it to the others with only(...) [E164]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto where_it_lives = databases(sqlite, postgresql);

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto totals = view("totals", on(sqlite, "SELECT total(price) FROM parts"),
    on(postgresql, "SELECT sum(price) FROM parts"), depends_on("parts.price"));
#else
inline constexpr auto totals = view("totals", on(sqlite, "SELECT total(price) FROM parts"),  // fault 1
    depends_on("parts.price"));
#endif

inline constexpr auto schema = retort::schema<"shop", where_it_lives, parts, totals>;

}  // namespace shop
