// A number, a text and an attribute in the place of a type; a number and a type in the place of an attribute.
// expect-error: at 1: column 'id' is given a number; write column("name", type, attributes...) [E190]
// expect-error: at 2: column 'name' is given a text; write column("name", type, attributes...) [E190]
// expect-error: at 3: column 'name' is given nullable or not_null; write column("name", type, attributes...) [E190]
// expect-error: at 4: column 'note' is given a number; write column("name", type, attributes...) [E190]
// expect-error: at 5: column 'words' is given a text; write column("name", type, attributes...) [E190]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    primary_key("id"));
inline constexpr auto categories = table("categories",
    column("name", text));
inline constexpr auto customers = table("customers",
    column("name", text, nullable));
inline constexpr auto orders = table("orders",
    column("note", varchar(200)));
inline constexpr auto tags = table("tags",
    column("words", array(text)));
#else
inline constexpr auto parts = table("parts",
    column("id", 5),  // fault 1
    primary_key("id"));
inline constexpr auto categories = table("categories",
    column("name", "text"));  // fault 2
inline constexpr auto customers = table("customers",
    column("name", nullable));  // fault 3
inline constexpr auto orders = table("orders",
    column("note", varchar(200), 7));  // fault 4
inline constexpr auto tags = table("tags",
    column("words", array("text")));  // fault 5
#endif

inline constexpr auto schema = retort::schema<"shop", parts, categories, customers, orders, tags>;

}  // namespace shop
