// A reference that existing parts may not keep.
// expect-error: at 1: add foreign key to parts (category_id) referencing categories: a row of parts may reference a missing row; add precheck, not_valid, or assume("why not") [E173]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto categories = table("categories",
    column("id", bigint, identity),
    primary_key("id"));

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("category_id", bigint, references("categories", "id")),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", categories, parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("categories",
        column("id", bigint, identity),
        primary_key("id")),
    create_table("parts",
        column("id", bigint, identity),
        column("category_id", bigint),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_foreign_key("parts", foreign_key("category_id", references("categories", "id")),
        assume("the importer takes the id from there")));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_foreign_key("parts", foreign_key("category_id", references("categories", "id"))));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
