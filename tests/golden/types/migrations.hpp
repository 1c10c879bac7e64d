#pragma once
#include <retort/dsl.hpp>

namespace golden::case_types {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(sqlite, postgresql);

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")));

inline constexpr auto steps = migration("002_types",
    revises("001_before"),
    create_table("every_type",
        column("id", bigint),
        column("a_tinyint", tinyint, default_(1)),
        column("a_mediumint", mediumint, nullable),
        column("an_unsigned", unsigned_(integer), default_(2'000'000'000)),
        column("a_numeric", numeric(), nullable),
        column("whole", numeric(5), nullable),
        column("a_binary", binary(16), nullable),
        column("a_varbinary", varbinary(20), default_("a\\b")),
        column("a_time", time, nullable),
        column("a_short_time", time(0), nullable),
        column("a_timestamp", timestamp(3), default_(now)),
        column("a_point_in_time", timestamptz(6), default_(now)),
        column("a_timetz", timetz, nullable),
        column("an_interval", interval, default_("1 day")),
        column("a_short_interval", interval(2), nullable),
        column("a_year", year, default_(2026)),
        column("an_inet", inet, default_("::1")),
        column("a_cidr", cidr, nullable),
        column("a_macaddr", macaddr, nullable),
        column("a_macaddr8", macaddr8, nullable),
        column("an_xml", xml, nullable),
        column("an_oid", oid, nullable),
        primary_key("id")));

}  // namespace golden::case_types
