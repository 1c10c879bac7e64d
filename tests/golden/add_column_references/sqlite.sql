-- 002_add_column_references

-- up
-- rebuilds: orders (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    person_id BIGINT CHECK (typeof(person_id) IN ('integer', 'null')),
    FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE SET NULL
);
INSERT INTO _retort_new_orders (id)
SELECT id FROM orders;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_orders';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_orders', seq FROM sqlite_sequence WHERE name = 'orders';
DROP TABLE orders;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_orders RENAME TO orders;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: orders.person_id
-- rebuilds: orders (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL
);
INSERT INTO _retort_new_orders (id)
SELECT id FROM orders;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_orders';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_orders', seq FROM sqlite_sequence WHERE name = 'orders';
DROP TABLE orders;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_orders RENAME TO orders;
PRAGMA legacy_alter_table = OFF;
