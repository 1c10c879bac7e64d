// All faults of a schema are reported in one run, each in a sentence of its own.
// expect-error: at 1: parts.category_id references 'categoris', and there is no such table; did you mean 'categories'? [E103]
// expect-error: at 2: parts.price is numeric(10, 2), but its default is the text 'free'; write a default of the column's type [E107]
// expect-error: at 3: unique key names column 'nam_ru', which table 'parts' does not have; did you mean 'name_ru'? [E106]
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
    column("category_id", bigint, references("categories", "id")),
    column("name_ru", varchar(200)),
    column("price", numeric(10, 2), default_(0)),
    primary_key("id"),
    unique("category_id", "name_ru"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("category_id", bigint, references("categoris", "id")),  // fault 1
    column("name_ru", varchar(200)),
    column("price", numeric(10, 2), default_("free")),  // fault 2
    primary_key("id"),
    unique("category_id", "nam_ru"));  // fault 3
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
