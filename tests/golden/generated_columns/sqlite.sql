-- 002_generated_columns

-- up
-- rebuilds: items (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE boxes (
    w INTEGER NOT NULL CHECK (typeof(w) = 'integer' AND w BETWEEN -2147483648 AND 2147483647),
    h INTEGER NOT NULL CHECK (typeof(h) = 'integer' AND h BETWEEN -2147483648 AND 2147483647),
    area INTEGER NOT NULL GENERATED ALWAYS AS (w * h) STORED CHECK (typeof(area) = 'integer' AND area BETWEEN -2147483648 AND 2147483647),
    label TEXT CHECK (typeof(label) <> 'blob'),
    shape TEXT GENERATED ALWAYS AS (coalesce(upper(label), 'none')) STORED CHECK (typeof(shape) <> 'blob'),
    PRIMARY KEY (w, h),
    CHECK (area > 0)
);
CREATE INDEX ix_boxes_area ON boxes (area);
CREATE TABLE _retort_new_items (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    price NUMERIC(10, 2) NOT NULL CHECK (round(price, 2) = price AND abs(price) < 100000000),
    quantity INTEGER CHECK (typeof(quantity) IN ('integer', 'null') AND quantity BETWEEN -2147483648 AND 2147483647),
    first TEXT NOT NULL CHECK (typeof(first) <> 'blob'),
    last TEXT NOT NULL CHECK (typeof(last) <> 'blob'),
    total NUMERIC(12, 2) NOT NULL GENERATED ALWAYS AS (round(price * quantity, 2)) STORED CHECK (round(total, 2) = total AND abs(total) < 10000000000),
    name TEXT NOT NULL GENERATED ALWAYS AS (first || ' ' || last) STORED CHECK (typeof(name) <> 'blob'),
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
-- rebuilds: items (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- must count no rows: rows of items do not fit the new quantity
SELECT count(*) FROM items WHERE quantity IS NULL;
CREATE TABLE _retort_new_items (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    net NUMERIC(10, 2) NOT NULL CHECK (round(net, 2) = net AND abs(net) < 100000000),
    quantity INTEGER CHECK (typeof(quantity) IN ('integer', 'null') AND quantity BETWEEN -2147483648 AND 2147483647),
    first TEXT NOT NULL CHECK (typeof(first) <> 'blob'),
    last TEXT NOT NULL CHECK (typeof(last) <> 'blob'),
    total NUMERIC(12, 2) NOT NULL GENERATED ALWAYS AS (round(net * quantity, 2)) STORED CHECK (round(total, 2) = total AND abs(total) < 10000000000),
    name TEXT NOT NULL GENERATED ALWAYS AS (first || ' ' || last) STORED CHECK (typeof(name) <> 'blob'),
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
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    price NUMERIC(10, 2) NOT NULL CHECK (round(price, 2) = price AND abs(price) < 100000000),
    quantity INTEGER NOT NULL CHECK (typeof(quantity) = 'integer' AND quantity BETWEEN -2147483648 AND 2147483647),
    first TEXT NOT NULL CHECK (typeof(first) <> 'blob'),
    last TEXT NOT NULL CHECK (typeof(last) <> 'blob'),
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
