-- 002_alter_column_using

-- up
-- destroys: t.price, t.minutes
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
ALTER TABLE t ADD COLUMN note TEXT CHECK (typeof(note) <> 'blob');
CREATE TABLE _retort_new_t (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    price NUMERIC(10, 2) NOT NULL CHECK (round(price, 2) = price AND abs(price) < 100000000),
    minutes INTEGER NOT NULL CHECK (typeof(minutes) = 'integer' AND minutes BETWEEN -2147483648 AND 2147483647),
    note TEXT CHECK (typeof(note) <> 'blob')
);
INSERT INTO _retort_new_t (id, price, minutes, note)
SELECT id, CASE typeof((CAST(replace(price, ',', '.') AS decimal(10, 2)))) WHEN 'real' THEN round((CAST(replace(price, ',', '.') AS decimal(10, 2))) * 1.0000000000000004, 2) ELSE (CAST(replace(price, ',', '.') AS decimal(10, 2))) END, minutes, note FROM t;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_t';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_t (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    price NUMERIC(10, 2) NOT NULL CHECK (round(price, 2) = price AND abs(price) < 100000000),
    minutes BIGINT NOT NULL CHECK (typeof(minutes) = 'integer'),
    note TEXT CHECK (typeof(note) <> 'blob')
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
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- must count no rows: rows of t do not fit the new minutes
SELECT count(*) FROM (SELECT seconds AS minutes FROM t) AS rows_to_be WHERE minutes NOT BETWEEN -2147483648 AND 2147483647;
ALTER TABLE t RENAME COLUMN seconds TO minutes;
CREATE TABLE _retort_new_t (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    price TEXT NOT NULL CHECK (typeof(price) <> 'blob'),
    minutes INTEGER NOT NULL CHECK (typeof(minutes) = 'integer' AND minutes BETWEEN -2147483648 AND 2147483647)
);
INSERT INTO _retort_new_t (id, price, minutes)
SELECT id, CASE WHEN price IS NOT NULL THEN printf('%.2f', price) END, minutes FROM t;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_t';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
