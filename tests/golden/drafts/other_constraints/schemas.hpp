#pragma once
#include <retort/dsl.hpp>

namespace golden::case_other_constraints {

namespace before {
using namespace retort::dsl;

inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("name", varchar(100)),
    column("email", text),
    primary_key("id"),
    unique("name"),
    check("named", col("name") != ""));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace before

namespace after {
using namespace retort::dsl;

inline constexpr auto t = table("customers",
    column("id", bigint, identity),
    column("name", varchar(100)),
    column("email", text),
    primary_key("id"),
    constraint("one_account_each", unique("name", "email")),
    check("named", length(col("name")) > 1 && !col("name").in("?", "-")),
    unique_index(on("email"), where(col("email").like("%@%"))));

inline constexpr auto schema = retort::schema<"shop", t>;
}  // namespace after

}  // namespace golden::case_other_constraints
