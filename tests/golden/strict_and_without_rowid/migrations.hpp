#pragma once
#include <retort/dsl.hpp>

#include <string>

namespace golden::case_strict_and_without_rowid {
using namespace retort::dsl;

inline constexpr auto lives_on = databases(sqlite);

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint),
        column("name", text),
        primary_key("id")));

inline constexpr auto steps = migration("002_strict_and_without_rowid",
    revises("001_before"),
    create_enumeration("mood", "sad", "ok"),
    create_table("typed",
        column("id", bigint, identity),
        column("a_boolean", boolean, default_(true)),
        column("a_numeric", numeric(10, 2), default_(1.5)),
        column("a_date", date, default_(current_date)),
        column("a_uuid", uuid, nullable),
        column("a_json", json, nullable),
        column("a_double", double_precision, nullable),
        column("some_bytes", bytes, nullable),
        column("mood", enum_("mood"), default_("ok")),
        column("what", native("whatever", cpp<std::string>), nullable),
        primary_key("id"),
        strict),
    create_table("keyed",
        column("country", char_(2)),
        column("city", varchar(20)),
        primary_key("country", "city"),
        strict, without_rowid),
    alter_table("t", strict, without_rowid));

}  // namespace golden::case_strict_and_without_rowid
