#pragma once
#include <retort/dsl.hpp>

namespace shop {
using namespace retort::dsl;

inline constexpr auto m002_next = migration("002_next",
    revises("001_before"),
    alter_column("customers", "mood", no_default),
    // Existing rows may violate it. Write precheck to count them first, assume("why none does"), or correct them
    // in an earlier step.
    alter_enumeration("mood", "ok", "happy", "it's \"fine\"", todo),
    create_enumeration("size", "S", "L"),
    alter_column("customers", "mood", default_("ok")),
    add_column("customers", column("size", enum_("size"), nullable)));

}  // namespace shop
