-- 002_strict_and_without_rowid

-- up
-- needs SQLite 3.37, for the strict table typed
-- makes anew: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE typed (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    a_boolean INTEGER NOT NULL DEFAULT TRUE,
    a_numeric REAL NOT NULL DEFAULT 1.5,
    a_date TEXT NOT NULL DEFAULT CURRENT_DATE,
    a_uuid TEXT,
    a_json TEXT,
    a_double REAL,
    some_bytes BLOB,
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('sad', 'ok')),
    what ANY
) STRICT;
CREATE TABLE keyed (
    country TEXT NOT NULL,
    city TEXT NOT NULL,
    PRIMARY KEY (country, city)
) STRICT, WITHOUT ROWID;
CREATE TABLE _retort_new_t (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
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
-- makes anew: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
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
