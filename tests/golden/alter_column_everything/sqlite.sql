-- 002_alter_column_everything

-- up
-- destroys: t.state
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    state SMALLINT NOT NULL DEFAULT 0 CHECK (typeof(state) = 'integer' AND state BETWEEN -32768 AND 32767),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_t (rowid, id, state)
SELECT rowid, id, state FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;

-- down
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    state TEXT DEFAULT '1' CHECK (typeof(state) <> 'blob'),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_t (rowid, id, state)
SELECT rowid, id, state FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
