-- 002_collation_of_sqlite

-- up
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    name TEXT COLLATE "NOCASE" NOT NULL CHECK (typeof(name) <> 'blob'),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_t (rowid, id, name)
SELECT rowid, id, name FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX by_name ON t (name COLLATE "RTRIM" DESC);

-- down
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_t (rowid, id, name)
SELECT rowid, id, name FROM t;
DROP INDEX by_name;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
