// A collation that SQLite does not know.
// expect-error: at 1: collation 'de_DE' of parts.name: SQLite has the collations BINARY, NOCASE and RTRIM; remove the collation, or name one of them [E161]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto where_it_lives = databases(sqlite);

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", text, collation("NOCASE")),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", text, collation("de_DE")),  // fault 1
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", where_it_lives, parts>;

}  // namespace shop
