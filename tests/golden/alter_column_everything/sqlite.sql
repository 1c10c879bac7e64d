-- 002_alter_column_everything

-- up
-- destroys: t.state
-- makes anew: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL,
    state SMALLINT NOT NULL DEFAULT 0,
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_t (rowid, id, state)
SELECT rowid, id, state FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;

-- down
-- makes anew: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL,
    state TEXT DEFAULT '1',
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_t (rowid, id, state)
SELECT rowid, id, state FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
