// An index called like one of another table, one called like a table, and a key called like a table of its namespace.
// expect-error: at 1: index 'ix_name' of table 'parts': a table, key, index, view or sequence of that name already exists; choose another name [E115]
// expect-error: at 2: index 'categories' of table 'parts': a table, key, index, view or sequence of that name already exists; choose another name [E115]
// expect-error: at 3: primary key 'events' of table 'audit.parts': a table, key, index, view or sequence of that name already exists; choose another name [E115]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto categories = table("categories",
    column("id", bigint, identity),
    column("name_ru", varchar(120)),
    primary_key("id"),
    index("ix_name", on("name_ru")));

inline constexpr auto audit = namespace_("audit");
inline constexpr auto events = table("audit.events",
    column("id", bigint, identity),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto audited = table("audit.parts",
    column("id", bigint, identity),
    constraint("categories", primary_key("id")));  // of another namespace: free
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    primary_key("id"),
    index("ix_parts_name", on("name_ru")),
    index("ix_parts_id_name", on("id", "name_ru")));
#else
inline constexpr auto audited = table("audit.parts",
    column("id", bigint, identity),
    constraint("events", primary_key("id")));  // fault 3
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    primary_key("id"),
    index("ix_name", on("name_ru")),  // fault 1
    index("categories", on("id", "name_ru")));  // fault 2
#endif

inline constexpr auto schema = retort::schema<"shop", audit, categories, events, audited, parts>;

}  // namespace shop
