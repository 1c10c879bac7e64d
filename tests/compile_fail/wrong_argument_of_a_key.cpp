// Keys that are given what is no name of a column.
// expect-error: at 1: primary_key(...) is given a number; write primary_key("column", ...) [E194]
// expect-error: at 2: unique(...) is given columns(...); write unique("column", ...), then nulls_not_distinct or deferrable [E194]
// expect-error: at 3: references(...) is given a number; write references("table", "column"); on_delete::cascade and similar options may follow [E194]
// expect-error: at 4: foreign_key(...) is given a text; write foreign_key("column", references("table", "column")) [E194]
// expect-error: at 5: index(...) is given a text; write index("name", on("column", ...)), then where(...), method(...), include(...), with(...), concurrently, nulls_not_distinct or only(...) [E194]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto categories = table("categories",
    column("id", bigint),
    primary_key("id"));
inline constexpr auto parts = table("parts",
    column("name", text),
    column("maker", text),
    unique("name", "maker"));
inline constexpr auto orders = table("orders",
    column("category", bigint, references("categories", "id")));
inline constexpr auto offers = table("offers",
    column("category", bigint),
    foreign_key("category", references("categories", "id")));
inline constexpr auto notes = table("notes",
    column("title", text),
    index("ix_notes_title", on("title")));
#else
inline constexpr auto categories = table("categories",
    column("id", bigint),
    primary_key(1));  // fault 1
inline constexpr auto parts = table("parts",
    column("name", text),
    column("maker", text),
    unique(columns("name", "maker")));  // fault 2
inline constexpr auto orders = table("orders",
    column("category", bigint, references("categories", 1)));  // fault 3
inline constexpr auto offers = table("offers",
    column("category", bigint),
    foreign_key("category", "categories"));  // fault 4
inline constexpr auto notes = table("notes",
    column("title", text),
    index("ix_notes_title", "title"));  // fault 5
#endif

inline constexpr auto schema = retort::schema<"shop", categories, parts, orders, offers, notes>;

}  // namespace shop
