// An index that is made without locking, and beside it a step that wants its transaction.
// expect-error: at 1: create index on parts 'ix_parts_name' runs outside a transaction, but the revision has other steps; move it to a revision of its own [E186]
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
    create_index("parts", index("ix_parts_name", on("name"), concurrently)));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    add_column("parts", column("weight", integer, nullable)),
    create_index("parts", index("ix_parts_name", on("name"), concurrently)));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
