-- 002_one_rebuild

-- up
-- destroys: parts.added_at
ALTER TABLE parts ALTER COLUMN name TYPE varchar(300), ALTER COLUMN name DROP NOT NULL;
ALTER TABLE parts DROP COLUMN added_at;
ALTER TABLE parts ADD COLUMN added_at date NOT NULL DEFAULT CURRENT_DATE;
ALTER TABLE parts ADD COLUMN stock integer NOT NULL DEFAULT 0;
ALTER TABLE parts DROP CONSTRAINT price_not_negative;
ALTER TABLE parts ADD CONSTRAINT price_positive CHECK (price > 0);
DROP INDEX cheap_parts;
CREATE INDEX cheap_parts ON parts (price, stock);

-- down
-- destroys: parts.stock, parts.added_at, parts.name
-- must count no rows: rows of parts violate the check
SELECT count(*) FROM parts WHERE NOT (price >= 0);
-- must count no rows: rows of parts do not fit the new name
SELECT count(*) FROM parts WHERE name IS NULL OR length(name) > 200;
DROP INDEX cheap_parts;
CREATE INDEX cheap_parts ON parts (price) WHERE price < 100;
ALTER TABLE parts DROP CONSTRAINT price_positive;
ALTER TABLE parts ADD CONSTRAINT price_not_negative CHECK (price >= 0);
ALTER TABLE parts DROP COLUMN stock;
ALTER TABLE parts DROP COLUMN added_at;
ALTER TABLE parts ADD COLUMN added_at timestamp NOT NULL DEFAULT (CURRENT_TIMESTAMP AT TIME ZONE 'UTC');
ALTER TABLE parts ALTER COLUMN name TYPE varchar(200), ALTER COLUMN name SET NOT NULL;
