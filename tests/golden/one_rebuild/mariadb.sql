-- 002_one_rebuild

-- up
-- destroys: parts.added_at
ALTER TABLE parts MODIFY COLUMN name varchar(300), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts DROP COLUMN added_at, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts ADD COLUMN added_at date NOT NULL DEFAULT CURRENT_DATE;
ALTER TABLE parts ADD COLUMN stock int NOT NULL DEFAULT 0, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts DROP CONSTRAINT price_not_negative, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts ADD CONSTRAINT price_positive CHECK (price > 0);
ALTER TABLE parts ADD KEY cheap_parts (price, stock), ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- destroys: parts.stock, parts.added_at, parts.name
-- must count no rows: rows of parts violate the check
SELECT count(*) FROM parts WHERE NOT (price >= 0);
-- must count no rows: rows of parts do not fit the new name
SELECT count(*) FROM parts WHERE name IS NULL OR char_length(name) > 200;
ALTER TABLE parts DROP KEY cheap_parts, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts DROP CONSTRAINT price_positive, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts ADD CONSTRAINT price_not_negative CHECK (price >= 0);
ALTER TABLE parts DROP COLUMN stock, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts DROP COLUMN added_at, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts ADD COLUMN added_at datetime(6) NOT NULL DEFAULT utc_timestamp(6);
ALTER TABLE parts MODIFY COLUMN name varchar(200) NOT NULL;
