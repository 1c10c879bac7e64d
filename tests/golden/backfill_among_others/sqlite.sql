-- 002_backfill_among_others

-- up
-- rebuilds: orders (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- outside a transaction
-- repeated until it changes no rows: 1000 rows per transaction
UPDATE orders SET vin = 'unknown' WHERE rowid IN (SELECT rowid FROM orders WHERE vin IS NULL LIMIT 1000);
CREATE TABLE _retort_new_orders (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    vin TEXT NOT NULL CHECK (typeof(vin) <> 'blob'),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_orders (rowid, id, vin)
SELECT rowid, id, vin FROM orders;
DROP TABLE orders;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_orders RENAME TO orders;
PRAGMA legacy_alter_table = OFF;

-- down
-- rebuilds: orders (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_orders (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    vin TEXT CHECK (typeof(vin) <> 'blob'),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_orders (rowid, id, vin)
SELECT rowid, id, vin FROM orders;
DROP TABLE orders;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_orders RENAME TO orders;
PRAGMA legacy_alter_table = OFF;
