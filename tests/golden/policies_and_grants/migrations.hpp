#pragma once
#include <retort/dsl.hpp>

namespace golden::case_policies_and_grants {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(postgresql);

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")),
    create_policy("everyone", "people", "FOR SELECT USING (true)"));

inline constexpr auto steps = migration("002_policies_and_grants",
    revises("001_before"),
    alter_table("people", row_level_security),
    create_policy("own", "people", "FOR UPDATE USING (name = current_user)"),
    replace_policy("everyone", "people", "FOR SELECT USING (id > 0)"),
    rename_policy("own", "people", "their_own"),
    create_grant("public", "people", "select", "insert"),
    create_sequence("numbers"),
    create_grant("public", "numbers", "select"),
    replace_grant("public", "people", "select"));

}  // namespace golden::case_policies_and_grants
