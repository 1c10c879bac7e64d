-- 002_alter_column_nullability

-- up
ALTER TABLE parts MODIFY COLUMN name varchar(200), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts MODIFY COLUMN category_id bigint, ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- must count no rows: rows of parts do not fit the new category_id
SELECT count(*) FROM parts WHERE category_id IS NULL;
-- must count no rows: rows of parts do not fit the new name
SELECT count(*) FROM parts WHERE name IS NULL;
ALTER TABLE parts MODIFY COLUMN category_id bigint NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts MODIFY COLUMN name varchar(200) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;
