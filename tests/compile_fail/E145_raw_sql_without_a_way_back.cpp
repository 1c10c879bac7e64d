// Raw SQL whose author does not say how it is undone.
// expect-error: at 1: execute(...) has neither undo(...) nor irreversible(...); add undo("the SQL that reverts it"), or irreversible("why it cannot be reverted") [E145]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("name_ru", varchar(200)),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    execute("UPDATE parts SET name_ru = trim(name_ru)", irreversible("the spaces are gone")));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    execute("UPDATE parts SET name_ru = trim(name_ru)"));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
