-- 002_native_types

-- up
-- destroys: t.size
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE t (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    name citext NOT NULL DEFAULT 'x',
    size varchar(7),
    PRIMARY KEY (id)
);
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    name citext NOT NULL DEFAULT 'x',
    size varchar(9),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_t (rowid, id, name, size)
SELECT rowid, id, name, size FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: t.size, t
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    name citext NOT NULL DEFAULT 'x',
    size varchar(7),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_t (rowid, id, name, size)
SELECT rowid, id, name, size FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
DROP TABLE t;
