-- 002_enumeration_drop

-- up
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    mood TEXT NOT NULL CHECK (typeof(mood) <> 'blob'),
    id INTEGER NOT NULL CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647)
);
INSERT INTO _retort_new_t (rowid, mood, id)
SELECT rowid, mood, id FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: t.mood
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- must count no rows: rows of t do not fit the new mood
SELECT count(*) FROM t WHERE mood IS NOT NULL AND (mood NOT IN ('sad', 'ok'));
CREATE TABLE _retort_new_t (
    mood TEXT NOT NULL CHECK (mood IN ('sad', 'ok')),
    id INTEGER NOT NULL CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647)
);
INSERT INTO _retort_new_t (rowid, mood, id)
SELECT rowid, mood, id FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
