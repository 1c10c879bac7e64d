#pragma once
#include <retort/dsl.hpp>

namespace felix_hub {
using namespace retort::dsl;

// Only an empty table is filled; the way back leaves every category that has parts.
inline constexpr auto m006_seed_categories = migration("006_seed_categories",
    revises("005_add_notification_logs"),
    message("The five categories of a new installation"),
    execute(R"(
        INSERT INTO categories (name_ru, name_he, name_en, icon, sort_order)
        SELECT * FROM (
            SELECT 'Тормоза', 'בלמים', 'Brakes', '🛑', 1
            UNION ALL SELECT 'Двигатель', 'מנוע', 'Engine', '⚙️', 2
            UNION ALL SELECT 'Подвеска', 'מתלים', 'Suspension', '🔩', 3
            UNION ALL SELECT 'Электрика', 'חשמל', 'Electrical', '💡', 4
            UNION ALL SELECT 'Расходники', 'מתכלים', 'Consumables', '🛢️', 5) AS seed
        WHERE NOT EXISTS (SELECT 1 FROM categories))",
        undo(R"(
        DELETE FROM categories
        WHERE name_en IN ('Brakes', 'Engine', 'Suspension', 'Electrical', 'Consumables')
          AND NOT EXISTS (SELECT 1 FROM parts WHERE parts.category_id = categories.id))")));

}  // namespace felix_hub
