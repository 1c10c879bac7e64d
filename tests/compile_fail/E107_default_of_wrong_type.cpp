// Defaults of another type than their column.
// expect-error: at 1: parts.price is numeric(10, 2), but its default is the text '0'; write a default of the column's type [E107]
// expect-error: at 2: parts.in_stock is boolean, but its default is the number 1; write a default of the column's type [E107]
// expect-error: at 3: parts.quantity is integer, but its default is a floating-point number; write a default of the column's type [E107]
// expect-error: at 4: parts.added is date, but its default is now; write a default of the column's type [E107]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto categories = table("categories",
    column("id", bigint, identity),
    column("name_ru", varchar(120)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", numeric(10, 2), default_(0)),
    column("in_stock", boolean, default_(true)),
    column("quantity", integer, default_(1)),
    column("added", date, default_(current_date)),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", numeric(10, 2), default_("0")),  // fault 1
    column("in_stock", boolean, default_(1)),  // fault 2
    column("quantity", integer, default_(0.5)),  // fault 3
    column("added", date, default_(now)),  // fault 4
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
