// Types without their parentheses, words that want a text and are given a number, a generated column without an expression,
// a column without a type.
// expect-error: at 1: column 'id' is given a type without its length; write column("name", type, attributes...) [E190]
// expect-error: at 2: column 'price' is given a type without its parentheses; write column("name", type, attributes...) [E190]
// expect-error: at 3: column 'mail' is given a type without its name; write column("name", type, attributes...) [E190]
// expect-error: at 4: column 'kind' is given a type without its name; write column("name", type, attributes...) [E190]
// expect-error: at 5: column 'words' is given a type without its parentheses; write column("name", type, attributes...) [E190]
// expect-error: at 6: column 'note' is given comment(...) without exactly one text; write column("name", type, attributes...) [E190]
// expect-error: at 7: column 'sum' is given generated(...) without an expression; write column("name", type, attributes...) [E190]
// expect-error: at 8: column 'old' is given renamed_from(...) without exactly one text; write column("name", type, attributes...) [E190]
// expect-error: at 9: column 'code' is given no type; write column("name", type, attributes...) [E190]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto t1 = table("t1",
    column("id", varchar(20)));
inline constexpr auto t2 = table("t2",
    column("price", numeric()));
inline constexpr auto t3 = table("t3",
    column("mail", native("citext")));
inline constexpr auto t4 = table("t4",
    column("kind", native("citext")));
inline constexpr auto t5 = table("t5",
    column("words", array(text)));
inline constexpr auto t6 = table("t6",
    column("note", text, comment("for people")));
inline constexpr auto t7 = table("t7",
    column("sum", integer, generated(sql("5"))));
inline constexpr auto t8 = table("t8",
    column("old", text, renamed_from("older")));
inline constexpr auto t9 = table("t9",
    column("code", text));
#else
inline constexpr auto t1 = table("t1",
    column("id", varchar));  // fault 1
inline constexpr auto t2 = table("t2",
    column("price", numeric));  // fault 2
inline constexpr auto t3 = table("t3",
    column("mail", native));  // fault 3
inline constexpr auto t4 = table("t4",
    column("kind", native(5)));  // fault 4
inline constexpr auto t5 = table("t5",
    column("words", array));  // fault 5
inline constexpr auto t6 = table("t6",
    column("note", text, comment(5)));  // fault 6
inline constexpr auto t7 = table("t7",
    column("sum", integer, generated(5)));  // fault 7
inline constexpr auto t8 = table("t8",
    column("old", text, renamed_from(5)));  // fault 8
inline constexpr auto t9 = table("t9",
    column("code"));  // fault 9
#endif

inline constexpr auto schema = retort::schema<"shop", t1, t2, t3, t4, t5, t6, t7, t8, t9>;

}  // namespace shop
