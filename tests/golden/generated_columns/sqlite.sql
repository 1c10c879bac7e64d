-- 002_generated_columns

-- up
-- makes anew: items (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE boxes (
    w INTEGER NOT NULL,
    h INTEGER NOT NULL,
    area INTEGER NOT NULL GENERATED ALWAYS AS (w * h) STORED,
    label TEXT,
    shape TEXT GENERATED ALWAYS AS (coalesce(upper(label), 'none')) STORED,
    PRIMARY KEY (w, h),
    CHECK (area > 0)
);
CREATE INDEX ix_boxes_area ON boxes (area);
CREATE TABLE _retort_new_items (
    id BIGINT NOT NULL,
    price NUMERIC(10, 2) NOT NULL,
    quantity INTEGER,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    total NUMERIC(12, 2) NOT NULL GENERATED ALWAYS AS (price * quantity) STORED,
    name TEXT NOT NULL GENERATED ALWAYS AS (first || ' ' || last) STORED,
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_items (rowid, id, price, quantity, first, last)
SELECT rowid, id, price, quantity, first, last FROM items;
DROP TABLE items;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_items RENAME TO items;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_items_total ON items (total);
ALTER TABLE items RENAME COLUMN price TO net;
ALTER TABLE items DROP COLUMN name;

-- down
-- destroys: boxes
-- makes anew: items (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_items (
    id BIGINT NOT NULL,
    net NUMERIC(10, 2) NOT NULL,
    quantity INTEGER,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    total NUMERIC(12, 2) NOT NULL GENERATED ALWAYS AS (net * quantity) STORED,
    name TEXT NOT NULL GENERATED ALWAYS AS (first || ' ' || last) STORED,
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_items (rowid, id, net, quantity, first, last)
SELECT rowid, id, net, quantity, first, last FROM items;
DROP TABLE items;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_items RENAME TO items;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_items_total ON items (total);
ALTER TABLE items RENAME COLUMN net TO price;
CREATE TABLE _retort_new_items (
    id BIGINT NOT NULL,
    price NUMERIC(10, 2) NOT NULL,
    quantity INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_items (rowid, id, price, quantity, first, last)
SELECT rowid, id, price, quantity, first, last FROM items;
DROP INDEX ix_items_total;
DROP TABLE items;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_items RENAME TO items;
PRAGMA legacy_alter_table = OFF;
DROP TABLE boxes;
