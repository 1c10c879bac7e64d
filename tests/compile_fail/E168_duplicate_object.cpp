// Two sequences under one name.
// expect-error: at 1: sequence 'invoice_numbers' is declared twice; rename one of them, or list it once [E168]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto where_it_lives = databases(postgresql);

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

inline constexpr auto invoice_numbers = sequence("invoice_numbers", start(1000));

#ifndef RETORT_FAULT
inline constexpr auto offer_numbers = sequence("offer_numbers", start(5000));
#else
inline constexpr auto offer_numbers = sequence("invoice_numbers", start(5000));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", where_it_lives, parts, invoice_numbers, offer_numbers>;

}  // namespace shop
