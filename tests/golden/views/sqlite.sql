-- 002_views

-- up
-- rebuilds: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE VIEW first_people AS SELECT id FROM people WHERE id < 10;
DROP VIEW names;
CREATE VIEW names AS SELECT id FROM people;
DROP VIEW first_people;
CREATE VIEW early_people AS SELECT id FROM people WHERE id < 10;
DROP VIEW names_of_names;
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name VARCHAR(100) NOT NULL CHECK (typeof(name) <> 'blob' AND length(name) <= 100),
    CHECK (length(name) > 0)
);
INSERT INTO _retort_new_people (id, name)
SELECT id, name FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;

-- down
-- rebuilds: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name VARCHAR(100) NOT NULL CHECK (typeof(name) <> 'blob' AND length(name) <= 100)
);
INSERT INTO _retort_new_people (id, name)
SELECT id, name FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;
CREATE VIEW names_of_names AS SELECT id FROM names;
DROP VIEW early_people;
CREATE VIEW first_people AS SELECT id FROM people WHERE id < 10;
DROP VIEW names;
CREATE VIEW names AS SELECT id, name FROM people;
DROP VIEW first_people;
