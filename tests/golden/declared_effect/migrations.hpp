#pragma once
#include <retort/dsl.hpp>

namespace golden::case_declared_effect {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("t",
        column("id", bigint),
        primary_key("id")));

inline constexpr auto steps = migration("002_declared_effect",
    revises("001_before"),
    execute("ALTER TABLE t ADD COLUMN z integer; CREATE INDEX by_z ON t (z)", undo(on(mariadb, "DROP INDEX by_z ON t; ALTER TABLE t DROP COLUMN z"), on(sqlite, "DROP INDEX by_z; ALTER TABLE t DROP COLUMN z"),
                on(postgresql, "DROP INDEX by_z; ALTER TABLE t DROP COLUMN z")),
        effect(add_column("t", column("z", integer, nullable)), create_index("t", index("by_z", on("z"))))),
    add_check("t", check("z_is_small", col("z") < 10)));

}  // namespace golden::case_declared_effect
