-- 002_drop_column

-- up
-- destroys: parts.added_at, categories.name
ALTER TABLE parts DROP COLUMN added_at, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts DROP CONSTRAINT ck_parts_name, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE categories DROP KEY uq_categories_name, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE categories DROP COLUMN name, ALGORITHM=INPLACE, LOCK=NONE;

-- down
ALTER TABLE categories ADD CONSTRAINT _retort_no_rows CHECK (FALSE), ADD COLUMN name varchar(120) NOT NULL;
ALTER TABLE categories DROP CONSTRAINT _retort_no_rows, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE categories ADD UNIQUE KEY uq_categories_name (name), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts ADD CONSTRAINT ck_parts_name CHECK (char_length(name) > 0);
ALTER TABLE parts ADD COLUMN added_at datetime(6) NOT NULL DEFAULT utc_timestamp(6);
