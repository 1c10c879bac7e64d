// A wider type keeps every value, so there is no loss to approve.
// expect-error: at 1: alter column parts.name destroys nothing, so allow_loss(...) has no effect; remove allow_loss(...) [E413]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200), nullable),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("name", varchar(100)),
        column("fax", varchar(50), nullable),
        primary_key("id")));

#ifndef RETORT_FAULT
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    drop_column("parts", "fax", allow_loss("nobody has sent one since 2021")),
    alter_column("parts", "name", varchar(200), nullable));
#else
inline constexpr auto m002_change = migration("002_change", revises("001_create_parts"),
    drop_column("parts", "fax", allow_loss("nobody has sent one since 2021")),
    alter_column("parts", "name", varchar(200), nullable, allow_loss("they are short")));  // fault 1
#endif

inline constexpr auto history = retort::history<schema, m001_create_parts, m002_change>;

}  // namespace shop
