#pragma once
#include <retort/dsl.hpp>

namespace golden::case_domains {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_domain("email", varchar(200), check(col("value").like("%@%")), not_null),
    create_domain("age", integer, check(col("value") >= 0), default_(18)),
    create_table("users",
        column("id", bigint, identity),
        column("mail", domain_("email")),
        column("spare", domain_("email"), default_("x@y")),
        column("age", domain_("age"), nullable),
        primary_key("id")));

inline constexpr auto steps = migration("002_domains",
    revises("001_before"),
    create_domain("local_email", domain_("email"), check(length(col("value")) < 100)),
    create_domain("flag", text, check("no_value", sql("VALUE <> 'value' AND VALUE <> ''"))),
    create_table("local_users",
        column("mail", domain_("local_email")),
        column("flag", domain_("flag"), nullable)),
    add_column("users", column("flag", domain_("flag"), nullable)),
    replace_domain("age", integer, check(col("value") >= 0 && col("value") < 200), not_null, default_(21)),
    rename_domain("age", "years"));

}  // namespace golden::case_domains
