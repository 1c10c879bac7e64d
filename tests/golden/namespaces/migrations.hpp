#pragma once
#include <retort/dsl.hpp>

namespace golden::case_namespaces {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_namespace_("audit"),
    create_namespace_("Old one"),
    create_enumeration("audit.level", "low", "high"),
    create_table("audit.events",
        column("id", bigint, identity),
        column("level", enum_("audit.level"), default_("low")),
        column("note", text, comment("what happened")),
        primary_key("id"),
        index(on("note"))),
    create_table("moved",
        column("id", bigint),
        column("note", text, nullable),
        primary_key("id"),
        index(on("note"))));

inline constexpr auto steps = migration("002_namespaces",
    revises("001_before"),
    create_table("audit.details",
        column("id", bigint),
        column("event_id", bigint, references("audit.events", "id")),
        primary_key("id"),
        unique("event_id"),
        comment("more of it")),
    create_table("Old one.order",
        column("id", bigint),
        primary_key("id")),
    create_view("audit.recent", on(postgresql, "SELECT id FROM audit.events"), on(sqlite, "SELECT id FROM \"audit.events\""), on(mariadb, "SELECT id FROM \"audit.events\""),
        depends_on("audit.events")),
    create_sequence("audit.numbers", only(postgresql)),
    add_column("audit.events", column("at", timestamp, default_(now))),
    insert_rows("audit.events", columns("id", "note"), row(5, "a")),
    create_index("audit.events", index("by_time", on("at"))),
    rename_index("audit.events", "by_time", "by_moment"),
    rename_column("audit.events", "note", "text"),
    alter_column("audit.details", "id", identity),
    alter_enumeration("audit.level", "low", "high", "higher"),
    rename_table("audit.details", "audit.more"),
    rename_table("moved", "audit.arrived"),
    rename_table("Old one.order", "came_back"),
    create_namespace_("temporary_one"),
    rename_namespace_("temporary_one", "kept"));

}  // namespace golden::case_namespaces
