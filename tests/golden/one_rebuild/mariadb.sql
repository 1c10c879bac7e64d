-- 002_one_rebuild

-- up
-- destroys: parts.added_at
ALTER TABLE parts MODIFY COLUMN name varchar(300);
ALTER TABLE parts DROP COLUMN added_at;
ALTER TABLE parts ADD COLUMN added_at date NOT NULL DEFAULT CURRENT_DATE;
ALTER TABLE parts ADD COLUMN stock int NOT NULL DEFAULT 0;
ALTER TABLE parts DROP CONSTRAINT price_not_negative;
ALTER TABLE parts ADD CONSTRAINT price_positive CHECK (price > 0);
ALTER TABLE parts ADD KEY cheap_parts (price, stock), ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- destroys: parts.stock, parts.added_at, parts.name
ALTER TABLE parts DROP KEY cheap_parts, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts DROP CONSTRAINT price_positive;
ALTER TABLE parts ADD CONSTRAINT price_not_negative CHECK (price >= 0);
ALTER TABLE parts DROP COLUMN stock;
ALTER TABLE parts DROP COLUMN added_at;
ALTER TABLE parts ADD COLUMN added_at datetime(6) NOT NULL DEFAULT utc_timestamp(6);
ALTER TABLE parts MODIFY COLUMN name varchar(200) NOT NULL;
