-- 002_alter_column_nullability

-- up
ALTER TABLE parts ALTER COLUMN name DROP NOT NULL;
ALTER TABLE parts ALTER COLUMN category_id DROP NOT NULL;

-- down
-- must count no rows: rows of parts do not fit the new category_id
SELECT count(*) FROM parts WHERE category_id IS NULL;
-- must count no rows: rows of parts do not fit the new name
SELECT count(*) FROM parts WHERE name IS NULL;
ALTER TABLE parts ALTER COLUMN category_id SET NOT NULL;
ALTER TABLE parts ALTER COLUMN name SET NOT NULL;
