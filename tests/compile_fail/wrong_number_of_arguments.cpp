// Steps with fewer arguments than they take, or more, and a type without its length.
// expect-error: at 1: drop_table(...) is given no arguments; write drop_table("table") [E194]
// expect-error: at 2: drop_column(...) is given too few arguments; write drop_column("table", "column") [E194]
// expect-error: at 3: rename_table(...) is given too few arguments; write rename_table("old", "new") [E194]
// expect-error: at 4: rename_table(...) is given too many arguments; write rename_table("old", "new") [E194]
// expect-error: at 5: create_table(...) is given no arguments; write create_table("table", column(...), ...) [E194]
// expect-error: at 6: add_unique(...) is given too few arguments; write add_unique("table", unique(...)) [E194]
// expect-error: at 7: drop_view(...) is given no arguments; write drop_view("name") [E194]
// expect-error: at 8: alter_column(...) is given a type without its length; write what changes: a type, nullable, not_null, default_(...), no_default, identity, no_identity, collation(...), comment(...), using_(...), allow_loss(...) [E194]
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
inline constexpr auto m1 = migration("002", revises("001_create"),
    drop_table("parts"));
inline constexpr auto m2 = migration("002", revises("001_create"),
    drop_column("parts", "price", precheck));
inline constexpr auto m3 = migration("002", revises("001_create"),
    rename_table("parts", "articles"));
inline constexpr auto m4 = migration("002", revises("001_create"),
    rename_table("parts", "articles"));
inline constexpr auto m5 = migration("002", revises("001_create"),
    create_table("tags", column("name", text)));
inline constexpr auto m6 = migration("002", revises("001_create"),
    add_unique("parts", unique("price"), precheck));
inline constexpr auto m7 = migration("002", revises("001_create"),
    create_view("cheap", "SELECT 1"));
inline constexpr auto m8 = migration("002", revises("001_create"),
    alter_column("parts", "price", nullable));
#else
inline constexpr auto m1 = migration("002", revises("001_create"),
    drop_table());  // fault 1
inline constexpr auto m2 = migration("002", revises("001_create"),
    drop_column("parts"));  // fault 2
inline constexpr auto m3 = migration("002", revises("001_create"),
    rename_table("parts"));  // fault 3
inline constexpr auto m4 = migration("002", revises("001_create"),
    rename_table("parts", "articles", "goods"));  // fault 4
inline constexpr auto m5 = migration("002", revises("001_create"),
    create_table());  // fault 5
inline constexpr auto m6 = migration("002", revises("001_create"),
    add_unique("parts"));  // fault 6
inline constexpr auto m7 = migration("002", revises("001_create"),
    drop_view());  // fault 7
inline constexpr auto m8 = migration("002", revises("001_create"),
    alter_column("parts", "price", varchar));  // fault 8
#endif

inline constexpr auto history_1 = retort::history<schema, m001_create, m1>;
inline constexpr auto history_2 = retort::history<schema, m001_create, m2>;
inline constexpr auto history_3 = retort::history<schema, m001_create, m3>;
inline constexpr auto history_4 = retort::history<schema, m001_create, m4>;
inline constexpr auto history_5 = retort::history<schema, m001_create, m5>;
inline constexpr auto history_6 = retort::history<schema, m001_create, m6>;
inline constexpr auto history_7 = retort::history<schema, m001_create, m7>;
inline constexpr auto history_8 = retort::history<schema, m001_create, m8>;

}  // namespace shop
