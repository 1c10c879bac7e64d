-- 002_alter_column_using

-- up
-- destroys: t.price, t.minutes
-- makes anew: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
ALTER TABLE t ADD COLUMN note TEXT;
CREATE TABLE _retort_new_t (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    price NUMERIC(10, 2) NOT NULL,
    minutes INTEGER NOT NULL,
    note TEXT
);
INSERT INTO _retort_new_t (id, price, minutes, note)
SELECT id, (CAST(replace(price, ',', '.') AS decimal(10, 2))), minutes, note FROM t;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_t';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_t (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    price NUMERIC(10, 2) NOT NULL,
    minutes BIGINT NOT NULL,
    note TEXT
);
INSERT INTO _retort_new_t (id, price, minutes, note)
SELECT id, price, (minutes * 60), note FROM t;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_t';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
ALTER TABLE t RENAME COLUMN minutes TO seconds;

-- down
-- destroys: t.minutes, t.note
-- makes anew: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
ALTER TABLE t RENAME COLUMN seconds TO minutes;
CREATE TABLE _retort_new_t (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    price TEXT NOT NULL,
    minutes INTEGER NOT NULL
);
INSERT INTO _retort_new_t (id, price, minutes)
SELECT id, price, minutes FROM t;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_t';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
