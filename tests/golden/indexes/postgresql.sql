-- 002_indexes

-- up
DROP INDEX ix_parts_name;
DROP INDEX cheap_parts;
CREATE INDEX ix_parts_category_id_added_at ON parts (category_id, added_at DESC);
CREATE INDEX parts_by_name ON parts (name);
CREATE UNIQUE INDEX one_free_part_each ON parts (category_id) WHERE price = 0;
CREATE INDEX cheap_parts ON parts (price) WHERE price < 50 AND name IS NOT NULL;

-- down
DROP INDEX cheap_parts;
DROP INDEX one_free_part_each;
DROP INDEX parts_by_name;
DROP INDEX ix_parts_category_id_added_at;
CREATE INDEX cheap_parts ON parts (price) WHERE price < 100;
CREATE INDEX ix_parts_name ON parts (name);
