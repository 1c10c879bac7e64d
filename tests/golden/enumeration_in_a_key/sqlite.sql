-- 002_enumeration_in_a_key

-- up
-- rebuilds: alarms, levels (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_levels (
    level TEXT NOT NULL CHECK (level IN ('none', 'low', 'high')),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    PRIMARY KEY (level)
);
INSERT INTO _retort_new_levels (rowid, level, name)
SELECT rowid, level, name FROM levels;
DROP TABLE levels;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_levels RENAME TO levels;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_alarms (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('none', 'low', 'high')),
    FOREIGN KEY (level) REFERENCES levels (level)
);
INSERT INTO _retort_new_alarms (id, level)
SELECT id, level FROM alarms;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_alarms';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_alarms', seq FROM sqlite_sequence WHERE name = 'alarms';
DROP TABLE alarms;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_alarms RENAME TO alarms;
PRAGMA legacy_alter_table = OFF;

-- down
-- rebuilds: alarms, levels (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- must count no rows: rows of levels have a level that level loses
SELECT count(*) FROM levels WHERE level IN ('none');
-- must count no rows: rows of alarms have a level that level loses
SELECT count(*) FROM alarms WHERE level IN ('none');
CREATE TABLE _retort_new_levels (
    level TEXT NOT NULL CHECK (level IN ('low', 'high')),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    PRIMARY KEY (level)
);
INSERT INTO _retort_new_levels (rowid, level, name)
SELECT rowid, level, name FROM levels;
DROP TABLE levels;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_levels RENAME TO levels;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_alarms (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('low', 'high')),
    FOREIGN KEY (level) REFERENCES levels (level)
);
INSERT INTO _retort_new_alarms (id, level)
SELECT id, level FROM alarms;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_alarms';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_alarms', seq FROM sqlite_sequence WHERE name = 'alarms';
DROP TABLE alarms;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_alarms RENAME TO alarms;
PRAGMA legacy_alter_table = OFF;
