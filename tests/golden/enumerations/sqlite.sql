-- 002_enumerations

-- up
-- rebuilds: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
ALTER TABLE people ADD COLUMN state TEXT NOT NULL DEFAULT 'it''s done' CHECK (state IN ('new', 'it''s done'));
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('sad', 'ok', 'happy', 'elated')),
    mood_before TEXT CHECK (mood_before IN ('sad', 'ok', 'happy', 'elated')),
    state TEXT NOT NULL DEFAULT 'it''s done' CHECK (state IN ('new', 'it''s done')),
    CONSTRAINT moods_differ CHECK (mood <> mood_before)
);
INSERT INTO _retort_new_people (id, mood, mood_before, state)
SELECT id, mood, mood_before, state FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX the_sad ON people (id) WHERE mood = 'sad';

-- down
-- destroys: people.state
-- rebuilds: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE mood IN ('elated');
-- must count no rows: rows of people have a mood_before that mood loses
SELECT count(*) FROM people WHERE mood_before IN ('elated');
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('sad', 'ok', 'happy')),
    mood_before TEXT CHECK (mood_before IN ('sad', 'ok', 'happy')),
    state TEXT NOT NULL DEFAULT 'it''s done' CHECK (state IN ('new', 'it''s done')),
    CONSTRAINT moods_differ CHECK (mood <> mood_before)
);
INSERT INTO _retort_new_people (id, mood, mood_before, state)
SELECT id, mood, mood_before, state FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX the_sad ON people (id) WHERE mood = 'sad';
ALTER TABLE people DROP COLUMN state;
