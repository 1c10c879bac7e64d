#pragma once
#include <retort/dsl.hpp>

#include <string>

namespace golden::case_types_of_mariadb {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(mariadb);

inline constexpr auto before = migration("001_before",
    create_domain("document", json, check(col("value").is_not_null())));

inline constexpr auto steps = migration("002_types_of_mariadb",
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
        column("a_time", time, default_(current_time)),
        column("a_short_time", time(0), nullable),
        column("a_timestamp", timestamp(3), default_(now)),
        column("a_point_in_time", timestamptz(6), default_(now)),
        column("a_moment", timestamptz, default_("2026-01-31 23:30:00.5-02:00")),
        column("a_day", date, default_(current_date)),
        column("a_uuid", uuid, default_(gen_random_uuid)),
        column("a_year", year, default_(2026)),
        column("some_bits", bit(3), default_("101")),
        column("an_inet", inet, default_("::1")),
        column("a_cidr", cidr, nullable),
        column("a_macaddr", macaddr, nullable),
        column("a_macaddr8", macaddr8, nullable),
        column("an_xml", xml, nullable),
        column("an_oid", oid, nullable),
        column("place", point),
        column("area", polygon, nullable),
        column("a_document", domain_("document"), default_("{}")),
        column("long_name", native("mediumtext", cpp<std::string>), nullable),
        primary_key("id"),
        index("by_place", on("place"), method("spatial"))),
    alter_column("every_type", "a_numeric", numeric(10, 2)),
    alter_column("every_type", "a_short_time", time(3)));

}  // namespace golden::case_types_of_mariadb
