-- 006_seed_categories
-- The five categories of a new installation

-- up
INSERT INTO categories (name_ru, name_he, name_en, icon, sort_order)
        SELECT * FROM (
            SELECT 'Тормоза', 'בלמים', 'Brakes', '🛑', 1
            UNION ALL SELECT 'Двигатель', 'מנוע', 'Engine', '⚙️', 2
            UNION ALL SELECT 'Подвеска', 'מתלים', 'Suspension', '🔩', 3
            UNION ALL SELECT 'Электрика', 'חשמל', 'Electrical', '💡', 4
            UNION ALL SELECT 'Расходники', 'מתכלים', 'Consumables', '🛢️', 5) AS seed
        WHERE NOT EXISTS (SELECT 1 FROM categories);

-- down
DELETE FROM categories
        WHERE name_en IN ('Brakes', 'Engine', 'Suspension', 'Electrical', 'Consumables')
          AND NOT EXISTS (SELECT 1 FROM parts WHERE parts.category_id = categories.id);
