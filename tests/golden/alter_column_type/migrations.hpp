#pragma once
#include <retort/dsl.hpp>

namespace golden::case_alter_column_type {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_enumeration("mood", "sad", "ok"),
    create_table("t",
        column("id", integer),
        column("widened", varchar(20), default_("x")),
        column("narrowed", varchar(200)),
        column("bigger", integer, default_(1)),
        column("smaller", bigint),
        column("rounded", double_precision),
        column("scaled", numeric(12, 4)),
        column("spelled", integer),
        column("parsed", text, nullable, default_("0")),
        column("flag", boolean),
        column("counted", integer),
        column("day", timestamp),
        column("moment", date),
        column("local", timestamp),
        column("document", json, default_("{}")),
        column("feeling", text, default_("ok")),
        column("raw", bytes),
        primary_key("id"),
        check("widened_is_known", col("widened") != "")));

inline constexpr auto steps = migration("002_alter_column_type",
    revises("001_before"),
    alter_column("t", "widened", varchar(80)),
    alter_column("t", "narrowed", varchar(50)),
    alter_column("t", "bigger", bigint),
    alter_column("t", "smaller", smallint),
    alter_column("t", "rounded", integer),
    alter_column("t", "scaled", numeric(12, 2)),
    alter_column("t", "spelled", text),
    alter_column("t", "parsed", integer, default_(0)),
    alter_column("t", "flag", bigint),
    alter_column("t", "counted", boolean),
    alter_column("t", "day", date),
    alter_column("t", "moment", timestamptz),
    alter_column("t", "local", timestamptz),
    alter_column("t", "document", jsonb),
    alter_column("t", "feeling", enum_("mood")),
    alter_column("t", "raw", text));

}  // namespace golden::case_alter_column_type
