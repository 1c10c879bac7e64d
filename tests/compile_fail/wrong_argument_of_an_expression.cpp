// Operands that are neither columns nor values.
// expect-error: at 1: check 'price_not_negative' of table 'parts' is given a number; write columns as col("name"), constants, or sql("...") [E194]
// expect-error: at 2: check 'price_is_round' of table 'parts' is given an unsupported argument; write columns as col("name"), constants, or sql("...") [E194]
// expect-error: at 3: default_(...) is given an unsupported argument; write a constant, now, current_date, current_time, gen_random_uuid, or sql("...") [E194]
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

struct money_value {
    int cents = 0;
};

#ifndef RETORT_FAULT
inline constexpr auto parts = table("parts",
    column("price", integer, default_(0)),
    check("price_not_negative", col("price") >= 0),
    check("price_is_round", col("price").in(10, 20)));
inline constexpr auto orders = table("orders",
    column("total", integer, default_(0)));
#else
inline constexpr auto parts = table("parts",
    column("price", integer, default_(0)),
    check("price_not_negative", col(5) >= 0),  // fault 1
    check("price_is_round", col("price").in(10, money_value{20})));  // fault 2
inline constexpr auto orders = table("orders",
    column("total", integer, default_(money_value{})));  // fault 3
#endif

inline constexpr auto schema = retort::schema<"shop", parts, orders>;

}  // namespace shop
