// Numbers, where a revision says what it revises and what it is.
// expect-error: at 1: revises(...) is given a number; write the ids of revisions as texts [E194]
// expect-error: at 2: migration '002' is given message(...) without exactly one text; write revises(...), message(...) and steps, such as create_table(...) [E192]
// expect-error: at 3: migration '002' is given assume(...), but it merges nothing; write revises(...), message(...) and steps, such as create_table(...) [E192]
// expect-error: at 4: replaces(...) is given a number; write the ids of revisions as texts [E194]
// expect-error: at 5: replaces(...) is given no arguments; write the ids of revisions as texts [E194]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", integer),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create = migration("001_create",
    create_table("parts",
        column("id", bigint, identity),
        column("price", integer),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m1 = migration("002", revises("001_create"));
inline constexpr auto m2 = migration("002", revises("001_create"), message("adds nothing"));
inline constexpr auto m3 = migration("002", revises("001_create"));
inline constexpr auto m4 = migration("002", revises("001_create"), replaces("001"));
inline constexpr auto m5 = migration("002", revises("001_create"), replaces("001"));
#else
inline constexpr auto m1 = migration("002", revises(5));  // fault 1
inline constexpr auto m2 = migration("002", revises("001_create"), message(5));  // fault 2
inline constexpr auto m3 = migration("002", revises("001_create"), assume("it is so"));  // fault 3
inline constexpr auto m4 = migration("002", revises("001_create"), replaces(5));  // fault 4
inline constexpr auto m5 = migration("002", revises("001_create"), replaces());  // fault 5
#endif

inline constexpr auto history_1 = retort::history<schema, m001_create, m1>;
inline constexpr auto history_2 = retort::history<schema, m001_create, m2>;
inline constexpr auto history_3 = retort::history<schema, m001_create, m3>;
inline constexpr auto history_4 = retort::history<schema, m001_create, m4>;
inline constexpr auto history_5 = retort::history<schema, m001_create, m5>;

}  // namespace shop
