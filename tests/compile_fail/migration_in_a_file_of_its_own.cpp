// The sentence names the migration's file, not the one in which the history is put together.
// expect-error: migrations/002_add_phone.hpp:13: add column customer.phone: table 'customer' does not exist at this revision; did you mean 'customers'? [E140]
#include "migrations/002_add_phone.hpp"

namespace shop {

inline constexpr auto customers = table("customers",
    column("id", bigint, identity),
    column("phone", varchar(20), nullable),
    primary_key("id"));

inline constexpr auto schema = retort::schema<"shop", customers>;

inline constexpr auto m001_create_customers = migration("001_create_customers",
    create_table("customers",
        column("id", bigint, identity),
        primary_key("id")));

inline constexpr auto history = retort::history<schema, m001_create_customers, m002_add_phone>;

}  // namespace shop
