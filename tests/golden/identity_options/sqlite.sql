-- 002_identity_options

-- up
-- rebuilds: t, u (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL
);
INSERT INTO sqlite_sequence (name, seq) VALUES ('orders', 999);
CREATE TABLE below (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL CHECK (id BETWEEN -2147483648 AND 2147483647)
);
CREATE TABLE around (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL CHECK (id BETWEEN -2147483648 AND 2147483647)
);
CREATE TABLE _retort_new_t (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob')
);
INSERT INTO _retort_new_t (id, name)
SELECT id, name FROM t;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_t';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_u (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL
);
INSERT INTO _retort_new_u (id)
SELECT id FROM u;
DROP TABLE u;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_u RENAME TO u;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: around, below, orders
-- rebuilds: t, u (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_u (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_u (rowid, id)
SELECT rowid, id FROM u;
DROP TABLE u;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_u RENAME TO u;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_t (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob')
);
INSERT INTO _retort_new_t (id, name)
SELECT id, name FROM t;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_t';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
DROP TABLE around;
DROP TABLE below;
DROP TABLE orders;
