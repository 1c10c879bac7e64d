-- 002_alter_column_nullability

-- up
ALTER TABLE parts ALTER COLUMN name DROP NOT NULL;
ALTER TABLE parts ALTER COLUMN category_id DROP NOT NULL;

-- down
ALTER TABLE parts ALTER COLUMN category_id SET NOT NULL;
ALTER TABLE parts ALTER COLUMN name SET NOT NULL;
