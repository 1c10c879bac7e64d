// The catalogue: categories of parts, in three languages.
#pragma once
#include <retort/dsl.hpp>

namespace felix_hub {
using namespace retort::dsl;

inline constexpr auto categories = table("categories",
    column("id", integer, identity),
    column("name_ru", varchar(120)),
    column("name_he", varchar(120), nullable),
    column("name_en", varchar(120), nullable),
    column("icon", varchar(10), nullable, default_("🔧")),
    column("sort_order", integer, nullable, default_(0)),
    column("created_at", timestamp, nullable, default_(now)),
    primary_key("id"));

inline constexpr auto parts = table("parts",
    column("id", integer, identity),
    column("category_id", integer, references("categories", "id", on_delete::cascade)),
    column("name_ru", varchar(200)),
    column("name_he", varchar(200), nullable),
    column("name_en", varchar(200), nullable),
    column("is_common", boolean, nullable, default_(true)),
    column("sort_order", integer, nullable, default_(0)),
    column("created_at", timestamp, nullable, default_(now)),
    primary_key("id"),
    index("idx_parts_category_id", on("category_id")));

}  // namespace felix_hub
