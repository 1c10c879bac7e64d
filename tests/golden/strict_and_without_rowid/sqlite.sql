-- 002_strict_and_without_rowid

-- up
-- needs SQLite 3.37, for the strict table typed
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE typed (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    a_boolean INTEGER NOT NULL DEFAULT TRUE CHECK (a_boolean IN (0, 1)),
    a_numeric REAL NOT NULL DEFAULT 1.5 CHECK (round(a_numeric, 2) = a_numeric AND abs(a_numeric) < 100000000),
    a_date TEXT NOT NULL DEFAULT CURRENT_DATE CHECK (date(a_date, '+0 days') IS a_date),
    a_uuid TEXT CHECK (a_uuid LIKE '________-____-____-____-____________' AND length(replace(a_uuid, '-', '')) = 32 AND replace(a_uuid, '-', '') NOT GLOB '*[^0-9A-Fa-f]*'),
    a_json TEXT CHECK (a_json IS NULL OR (typeof(a_json) = 'text' AND json_valid(a_json))),
    a_double REAL CHECK (typeof(a_double) IN ('integer', 'real', 'null')),
    some_bytes BLOB CHECK (typeof(some_bytes) IN ('blob', 'null')),
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('sad', 'ok')),
    what ANY
) STRICT;
CREATE TABLE keyed (
    country TEXT NOT NULL CHECK (typeof(country) <> 'blob' AND length(country) <= 2),
    city TEXT NOT NULL CHECK (typeof(city) <> 'blob' AND length(city) <= 20),
    PRIMARY KEY (country, city)
) STRICT, WITHOUT ROWID;
CREATE TABLE _retort_new_t (
    id INTEGER NOT NULL CHECK (typeof(id) = 'integer'),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
INSERT INTO _retort_new_t (id, name)
SELECT id, name FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: keyed, typed
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_t (id, name)
SELECT id, name FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
DROP TABLE keyed;
DROP TABLE typed;
