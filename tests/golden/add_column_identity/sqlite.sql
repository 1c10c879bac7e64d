-- 002_add_column_identity

-- up
-- rebuilds: log (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_log (
    line TEXT NOT NULL CHECK (typeof(line) <> 'blob'),
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL
);
INSERT INTO _retort_new_log (line)
SELECT line FROM log;
DROP TABLE log;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_log RENAME TO log;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: log.id
-- rebuilds: log (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_log (
    line TEXT NOT NULL CHECK (typeof(line) <> 'blob')
);
INSERT INTO _retort_new_log (rowid, line)
SELECT rowid, line FROM log;
DROP TABLE log;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_log RENAME TO log;
PRAGMA legacy_alter_table = OFF;
