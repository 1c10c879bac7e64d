-- 002_drop_column

-- up
-- destroys: parts.added_at, categories.name
ALTER TABLE parts DROP COLUMN added_at, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts DROP CONSTRAINT ck_parts_name, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE categories DROP KEY uq_categories_name, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE categories DROP COLUMN name, ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- must count no rows: several rows of categories have the same values in (name)
SELECT count(*) FROM (SELECT 1 FROM (SELECT 'unknown' AS name FROM categories) AS rows_to_be WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1) AS twice;
-- must count no rows: rows of parts violate the check
SELECT count(*) FROM parts WHERE NOT (char_length(name) > 0);
ALTER TABLE categories ADD COLUMN name varchar(120) NOT NULL DEFAULT 'unknown', ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE categories MODIFY COLUMN name varchar(120) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE categories ADD UNIQUE KEY uq_categories_name (name), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts ADD CONSTRAINT ck_parts_name CHECK (char_length(name) > 0);
ALTER TABLE parts ADD COLUMN added_at datetime(6) NOT NULL DEFAULT utc_timestamp(6);
