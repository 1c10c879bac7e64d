#pragma once
#include <retort/dsl.hpp>

namespace golden::case_texts {
using namespace retort::dsl;

inline constexpr auto before = migration("001_before",
    create_table("people",
        column("id", bigint, identity),
        column("name", varchar(100)),
        primary_key("id")));

inline constexpr auto steps = migration("002_texts",
    revises("001_before"),
    create_table("texts",
        column("empty", text, default_("")),
        column("cyrillic", text, default_("Тормоза и 'кавычки'")),
        column("emoji", text, default_("🛢️ 🔧")),
        column("hebrew", text, default_("בלמים")),
        column("backslash", text, default_("C:\\new")),
        column("lines", text, default_("one\ntwo")),
        column("signs", text, default_("-- not; a comment /* $1 ? %s {0}")),
        column("half", real, default_(0.1)),
        column("large", double_precision, default_(1e300)),
        column("small", double_precision, default_(-1.5e-7)),
        column("least", bigint, default_(-9'223'372'036'854'775'807 - 1)),
        column("document", jsonb, default_("{\"a\": \"б\"}"))));

}  // namespace golden::case_texts
