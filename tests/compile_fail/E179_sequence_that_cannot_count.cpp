// A sequence that begins below its least value.
// expect-error: at 1: sequence 'invoice_numbers': it starts outside its bounds; correct the options [E179]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto where_it_lives = databases(postgresql);

inline constexpr auto parts = table("parts",
    column("id", bigint, identity),
    column("name", varchar(200)),
    column("price", numeric(10, 2)),
    primary_key("id"));

#ifndef RETORT_FAULT
inline constexpr auto invoice_numbers = sequence("invoice_numbers", start(1000), minvalue(1000), maxvalue(9999));
#else
inline constexpr auto invoice_numbers = sequence("invoice_numbers", minvalue(1000), maxvalue(9999));  // fault 1
#endif

inline constexpr auto schema = retort::schema<"shop", where_it_lives, parts, invoice_numbers>;

}  // namespace shop
