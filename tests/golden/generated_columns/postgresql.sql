-- 002_generated_columns

-- up
CREATE TABLE boxes (
    w integer NOT NULL,
    h integer NOT NULL,
    area integer NOT NULL GENERATED ALWAYS AS (w * h) STORED,
    label text,
    shape text GENERATED ALWAYS AS (coalesce(upper(label), 'none')) STORED,
    CONSTRAINT pk_boxes PRIMARY KEY (w, h),
    CONSTRAINT ck_boxes_area CHECK (area > 0)
);
CREATE INDEX ix_boxes_area ON boxes (area);
ALTER TABLE items ADD COLUMN total numeric(12, 2) NOT NULL GENERATED ALWAYS AS (price * quantity) STORED;
ALTER TABLE items ADD COLUMN name text NOT NULL GENERATED ALWAYS AS (first || ' ' || last) STORED;
CREATE INDEX ix_items_total ON items (total);
ALTER TABLE items ALTER COLUMN quantity DROP NOT NULL;
ALTER TABLE items RENAME COLUMN price TO net;
ALTER TABLE items DROP COLUMN name;

-- down
-- destroys: boxes
-- must count no rows: rows of items do not fit the new quantity
SELECT count(*) FROM items WHERE quantity IS NULL;
ALTER TABLE items ADD COLUMN name text NOT NULL GENERATED ALWAYS AS (first || ' ' || last) STORED;
ALTER TABLE items RENAME COLUMN net TO price;
ALTER TABLE items ALTER COLUMN quantity SET NOT NULL;
DROP INDEX ix_items_total;
ALTER TABLE items DROP COLUMN name;
ALTER TABLE items DROP COLUMN total;
DROP TABLE boxes;
