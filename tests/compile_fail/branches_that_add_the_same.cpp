// Two branches add one column: no order of them can be taken, and what is at odds is named.
// expect-error: at 1: '002_number' and '002_serial' do not commute: add column parts.serial: column 'serial' of table 'parts' already exists at this revision; let one of them revise the other, or remove the change from one [E155]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("price", integer),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", parts>;

inline constexpr auto m001_create_parts = migration("001_create_parts",
    create_table("parts",
        column("id", bigint, identity),
        column("price", integer),
        primary_key("id")));

inline constexpr auto m002_number = migration("002_number", revises("001_create_parts"),
    add_column("parts", column("serial", varchar(20), nullable)));

#ifndef RETORT_FAULT
inline constexpr auto m002_serial = migration("002_serial", revises("001_create_parts"),
    add_column("parts", column("stock", integer, default_(0))));
#else
inline constexpr auto m002_serial = migration("002_serial", revises("001_create_parts"),  // fault 1
    add_column("parts", column("serial", varchar(20), nullable)));
#endif

inline constexpr auto m003_merge = migration("003_merge", revises("002_number", "002_serial"));

inline constexpr auto history =
    retort::history<schema, m001_create_parts, m002_number, m002_serial, m003_merge>;

}  // namespace shop
