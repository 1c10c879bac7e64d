-- 002_drop_column

-- up
-- destroys: parts.added_at, categories.name
ALTER TABLE parts DROP COLUMN added_at;
ALTER TABLE parts DROP CONSTRAINT ck_parts_name;
ALTER TABLE categories DROP CONSTRAINT uq_categories_name;
ALTER TABLE categories DROP COLUMN name;

-- down
-- must count no rows: several rows of categories have the same values in (name)
SELECT count(*) FROM (SELECT 1 FROM (SELECT CAST('unknown' AS varchar(120)) AS name FROM categories) AS rows_to_be WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1) AS twice;
-- must count no rows: rows of parts violate the check
SELECT count(*) FROM parts WHERE NOT (length(name) > 0);
ALTER TABLE categories ADD COLUMN name varchar(120) NOT NULL DEFAULT 'unknown';
ALTER TABLE categories ALTER COLUMN name DROP DEFAULT;
ALTER TABLE categories ADD CONSTRAINT uq_categories_name UNIQUE (name);
ALTER TABLE parts ADD CONSTRAINT ck_parts_name CHECK (length(name) > 0);
ALTER TABLE parts ADD COLUMN added_at timestamp NOT NULL DEFAULT (CURRENT_TIMESTAMP AT TIME ZONE 'UTC');
