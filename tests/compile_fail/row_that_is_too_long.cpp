// A row of more bytes than MariaDB's have, each character counted as four.
// expect-error: at 1: table 'parts': MariaDB limits a row to 65535 bytes, four for each character of a varchar; make long columns text or bytes [E161]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto where_it_lives = databases(postgresql, mariadb);

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("notes", varchar(8000)),
    column("history", text),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",  // fault 1
    column("id", bigint, identity),
    column("notes", varchar(8000)),
    column("history", varchar(9000)),
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", where_it_lives, parts>;

}  // namespace shop
