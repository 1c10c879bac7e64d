-- 002_declared_effect

-- up
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
ALTER TABLE t ADD COLUMN z integer;
CREATE INDEX by_z ON t (z);
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    z INTEGER CHECK (typeof(z) IN ('integer', 'null') AND z BETWEEN -2147483648 AND 2147483647),
    PRIMARY KEY (id),
    CONSTRAINT z_is_small CHECK (z < 10)
);
INSERT INTO _retort_new_t (rowid, id, z)
SELECT rowid, id, z FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX by_z ON t (z);

-- down
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    z INTEGER CHECK (typeof(z) IN ('integer', 'null') AND z BETWEEN -2147483648 AND 2147483647),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_t (rowid, id, z)
SELECT rowid, id, z FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX by_z ON t (z);
DROP INDEX by_z;
ALTER TABLE t DROP COLUMN z;
