-- 002_enumeration_values

-- up
-- rebuilds: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('it''s low', 'ok')),
    age INTEGER NOT NULL DEFAULT 0 CHECK (typeof(age) = 'integer' AND age BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT not_too_sad CHECK (mood <> 'it''s low' OR age < 100)
);
INSERT INTO _retort_new_people (id, mood, age)
SELECT id, CASE mood WHEN 'sad' THEN 'it''s low' ELSE mood END, age FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('it''s low', 'ok', 'fine')),
    age INTEGER NOT NULL DEFAULT 0 CHECK (typeof(age) = 'integer' AND age BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT not_too_sad CHECK (mood <> 'it''s low' OR age < 100)
);
INSERT INTO _retort_new_people (id, mood, age)
SELECT id, mood, age FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;
ALTER TABLE people ADD COLUMN mood_before TEXT NOT NULL DEFAULT 'fine' CHECK (mood_before IN ('it''s low', 'ok', 'fine'));
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('awful', 'it''s low', 'ok', 'fine')),
    age INTEGER NOT NULL DEFAULT 0 CHECK (typeof(age) = 'integer' AND age BETWEEN -2147483648 AND 2147483647),
    mood_before TEXT NOT NULL DEFAULT 'fine' CHECK (mood_before IN ('awful', 'it''s low', 'ok', 'fine')),
    CONSTRAINT not_too_sad CHECK (mood <> 'it''s low' OR age < 100)
);
INSERT INTO _retort_new_people (id, mood, age, mood_before)
SELECT id, mood, age, mood_before FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('awful', 'it''s low', 'ok', 'fine', 'elated')),
    age INTEGER NOT NULL DEFAULT 0 CHECK (typeof(age) = 'integer' AND age BETWEEN -2147483648 AND 2147483647),
    mood_before TEXT NOT NULL DEFAULT 'fine' CHECK (mood_before IN ('awful', 'it''s low', 'ok', 'fine', 'elated')),
    CONSTRAINT not_too_sad CHECK (mood <> 'it''s low' OR age < 100)
);
INSERT INTO _retort_new_people (id, mood, age, mood_before)
SELECT id, mood, age, mood_before FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: people.mood_before
-- rebuilds: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE mood IN ('elated');
-- must count no rows: rows of people have a mood_before that mood loses
SELECT count(*) FROM people WHERE mood_before IN ('elated');
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE mood IN ('awful');
-- must count no rows: rows of people have a mood_before that mood loses
SELECT count(*) FROM people WHERE mood_before IN ('awful');
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE mood IN ('fine');
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('awful', 'it''s low', 'ok', 'fine')),
    age INTEGER NOT NULL DEFAULT 0 CHECK (typeof(age) = 'integer' AND age BETWEEN -2147483648 AND 2147483647),
    mood_before TEXT NOT NULL DEFAULT 'fine' CHECK (mood_before IN ('awful', 'it''s low', 'ok', 'fine')),
    CONSTRAINT not_too_sad CHECK (mood <> 'it''s low' OR age < 100)
);
INSERT INTO _retort_new_people (id, mood, age, mood_before)
SELECT id, mood, age, mood_before FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('it''s low', 'ok', 'fine')),
    age INTEGER NOT NULL DEFAULT 0 CHECK (typeof(age) = 'integer' AND age BETWEEN -2147483648 AND 2147483647),
    mood_before TEXT NOT NULL DEFAULT 'fine' CHECK (mood_before IN ('it''s low', 'ok', 'fine')),
    CONSTRAINT not_too_sad CHECK (mood <> 'it''s low' OR age < 100)
);
INSERT INTO _retort_new_people (id, mood, age, mood_before)
SELECT id, mood, age, mood_before FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;
ALTER TABLE people DROP COLUMN mood_before;
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('it''s low', 'ok')),
    age INTEGER NOT NULL DEFAULT 0 CHECK (typeof(age) = 'integer' AND age BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT not_too_sad CHECK (mood <> 'it''s low' OR age < 100)
);
INSERT INTO _retort_new_people (id, mood, age)
SELECT id, mood, age FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('sad', 'ok')),
    age INTEGER NOT NULL DEFAULT 0 CHECK (typeof(age) = 'integer' AND age BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT not_too_sad CHECK (mood <> 'sad' OR age < 100)
);
INSERT INTO _retort_new_people (id, mood, age)
SELECT id, CASE mood WHEN 'it''s low' THEN 'sad' ELSE mood END, age FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;
