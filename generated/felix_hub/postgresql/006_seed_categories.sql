-- 006_seed_categories
-- The five categories of a new installation

-- up
INSERT INTO categories (name_ru, name_he, name_en, icon, sort_order)
        SELECT column1, column2, column3, column4, column5 FROM (VALUES
            ('Тормоза', 'בלמים', 'Brakes', '🛑', 1),
            ('Двигатель', 'מנוע', 'Engine', '⚙️', 2),
            ('Подвеска', 'מתלים', 'Suspension', '🔩', 3),
            ('Электрика', 'חשמל', 'Electrical', '💡', 4),
            ('Расходники', 'מתכלים', 'Consumables', '🛢️', 5)) AS seed
        WHERE NOT EXISTS (SELECT 1 FROM categories);

-- down
DELETE FROM categories
        WHERE name_en IN ('Brakes', 'Engine', 'Suspension', 'Electrical', 'Consumables')
          AND NOT EXISTS (SELECT 1 FROM parts WHERE parts.category_id = categories.id);
