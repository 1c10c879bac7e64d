// A name that a compiler would print as numbers stands in the sentence by its code points; the rest stays readable.
// expect-error g++: at 1: parts.<U+0446><U+0435><U+043D><U+0430> is integer, but its default is the text 'free'; write a default of the column's type [E107]
// expect-error clang++-20: at 1: parts.<U+0446><U+0435><U+043D><U+0430> is integer, but its default is the text 'free'; write a default of the column's type [E107]
// expect-error clang++-2c: at 1: parts.цена is integer, but its default is the text 'free'; write a default of the column's type [E107]
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
    column("цена", integer, default_(0)),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("цена", integer, default_("free")),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

}  // namespace shop
