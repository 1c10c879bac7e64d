-- 002_drop_column

-- up
-- destroys: parts.added_at, categories.name
ALTER TABLE parts DROP COLUMN added_at;
ALTER TABLE parts DROP CONSTRAINT ck_parts_name;
ALTER TABLE categories DROP CONSTRAINT uq_categories_name;
ALTER TABLE categories DROP COLUMN name;

-- down
ALTER TABLE categories ADD COLUMN name varchar(120) NOT NULL;
ALTER TABLE categories ADD CONSTRAINT uq_categories_name UNIQUE (name);
ALTER TABLE parts ADD CONSTRAINT ck_parts_name CHECK (length(name) > 0);
ALTER TABLE parts ADD COLUMN added_at timestamp NOT NULL DEFAULT (CURRENT_TIMESTAMP AT TIME ZONE 'UTC');
