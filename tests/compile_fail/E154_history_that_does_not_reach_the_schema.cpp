// A column in the header of which no migration knows.
// expect-error: the migration history does not match the declared schema shop: column 'parts.price' is in the schema, but not in the history; write the missing migration (NAME-migrate revision -m "..." does), or revert the change [E154]
#include <retort/dsl.hpp>
#include <retort/dsl/finished.hpp>

namespace shop {
using namespace retort::dsl;

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    primary_key("id"));
#else
inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name_ru", varchar(200)),
    column("price", numeric(10, 2), default_(0)),
    primary_key("id"));
#endif

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("name_ru", varchar(200)),
        primary_key("id")));

inline constexpr auto history = retort::history<schema, m001_create_parts>;
static_assert(retort::finished_history<schema, m001_create_parts>);

}  // namespace shop
