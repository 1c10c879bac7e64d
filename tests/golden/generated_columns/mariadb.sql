-- 002_generated_columns

-- up
CREATE TABLE boxes (
    w int NOT NULL,
    h int NOT NULL,
    area int GENERATED ALWAYS AS (w * h) STORED CHECK (area IS NOT NULL),
    label longtext,
    shape longtext GENERATED ALWAYS AS (coalesce(upper(label), 'none')) STORED,
    PRIMARY KEY (w, h),
    KEY ix_boxes_area (area),
    CONSTRAINT ck_boxes_area CHECK (area > 0)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
ALTER TABLE items ADD COLUMN total decimal(12, 2) GENERATED ALWAYS AS (price * quantity) STORED CHECK (total IS NOT NULL), ALGORITHM=COPY;
ALTER TABLE items ADD COLUMN name longtext GENERATED ALWAYS AS (first || '' || last) STORED CHECK (name IS NOT NULL), ALGORITHM=COPY;
ALTER TABLE items ADD KEY ix_items_total (total), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE items MODIFY COLUMN quantity int, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE items RENAME COLUMN price TO net, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE items DROP COLUMN name;

-- down
-- destroys: boxes
-- must count no rows: rows of items do not fit the new quantity
SELECT count(*) FROM items WHERE quantity IS NULL;
ALTER TABLE items ADD COLUMN name longtext GENERATED ALWAYS AS (first || '' || last) STORED CHECK (name IS NOT NULL), ALGORITHM=COPY;
ALTER TABLE items RENAME COLUMN net TO price, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE items MODIFY COLUMN quantity int NOT NULL;
ALTER TABLE items DROP KEY ix_items_total, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE items DROP COLUMN name;
ALTER TABLE items DROP COLUMN total;
DROP TABLE boxes;
