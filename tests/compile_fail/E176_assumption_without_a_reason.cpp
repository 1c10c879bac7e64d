// An assumption that nobody could check later, because it does not say why.
// expect-error: at 1: add unique key to parts (name): assume("") gives no reason; state the reason [E176]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("name", varchar(200)),
        column("price", numeric(10, 2)),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_unique("parts", unique("name"), assume("the importer merges parts of one name")));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_unique("parts", unique("name"), assume("")));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
