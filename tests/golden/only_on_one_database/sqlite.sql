-- 002_only_on_one_database

-- up
-- rebuilds: u (foreign keys must be off: PRAGMA foreign_keys = OFF)
ALTER TABLE t RENAME TO u;
ALTER TABLE u RENAME COLUMN name TO title;
CREATE TABLE _retort_new_u (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    title TEXT NOT NULL CHECK (typeof(title) <> 'blob'),
    PRIMARY KEY (id),
    CONSTRAINT short CHECK (length(title) < 100),
    CONSTRAINT from_one CHECK (id > 0)
);
INSERT INTO _retort_new_u (rowid, id, title)
SELECT rowid, id, title FROM u;
DROP TABLE u;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_u RENAME TO u;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX by_length ON u ((length(title)));
INSERT INTO u (id, title) VALUES
    (1, 'lite');
CREATE TABLE _retort_new_u (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    title TEXT CHECK (typeof(title) <> 'blob'),
    PRIMARY KEY (id),
    CONSTRAINT from_one CHECK (id > 0)
);
INSERT INTO _retort_new_u (rowid, id, title)
SELECT rowid, id, title FROM u;
DROP TABLE u;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_u RENAME TO u;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX by_length ON u ((length(title)));
CREATE VIEW w AS SELECT rowid AS id FROM u;

-- down
-- rebuilds: u (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- must count no rows: rows of u violate the check
SELECT count(*) FROM u WHERE NOT (length(title) < 100);
-- must count no rows: rows of u do not fit the new title
SELECT count(*) FROM u WHERE title IS NULL;
DROP VIEW w;
CREATE TABLE _retort_new_u (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    title TEXT NOT NULL CHECK (typeof(title) <> 'blob'),
    PRIMARY KEY (id),
    CONSTRAINT from_one CHECK (id > 0),
    CONSTRAINT short CHECK (length(title) < 100)
);
INSERT INTO _retort_new_u (rowid, id, title)
SELECT rowid, id, title FROM u;
DROP TABLE u;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_u RENAME TO u;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX by_length ON u ((length(title)));
DELETE FROM u WHERE id = 1;
CREATE TABLE _retort_new_u (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    title TEXT NOT NULL CHECK (typeof(title) <> 'blob'),
    PRIMARY KEY (id),
    CONSTRAINT short CHECK (length(title) < 100)
);
INSERT INTO _retort_new_u (rowid, id, title)
SELECT rowid, id, title FROM u;
DROP TABLE u;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_u RENAME TO u;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX by_length ON u ((length(title)));
ALTER TABLE u RENAME COLUMN title TO name;
ALTER TABLE u RENAME TO t;
