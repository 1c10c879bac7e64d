#pragma once
#include <retort/dsl.hpp>

namespace felix_hub {
using namespace retort::dsl;

inline constexpr auto m003_add_order_language = migration("003_add_order_language",
    revises("002_create_categories_parts_tables"),
    message("Language of the order"),
    add_column("orders", column("language", varchar(5), nullable, default_("ru"))));

}  // namespace felix_hub
