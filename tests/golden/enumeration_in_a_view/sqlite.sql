-- 002_enumeration_in_a_view

-- up
-- rebuilds: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mood TEXT NOT NULL CHECK (mood IN ('ok', 'sad', 'elated'))
);
INSERT INTO _retort_new_people (id, mood)
SELECT id, mood FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;

-- down
-- rebuilds: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE mood IN ('elated');
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mood TEXT NOT NULL CHECK (mood IN ('sad', 'ok'))
);
INSERT INTO _retort_new_people (id, mood)
SELECT id, mood FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;
