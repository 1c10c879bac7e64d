-- 002_functions_and_triggers

-- up
-- rebuilds: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
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
CREATE TRIGGER people_note AFTER INSERT ON people BEGIN INSERT INTO log (what) VALUES ('new'); END;
CREATE TRIGGER people_gone AFTER DELETE ON people BEGIN INSERT INTO log (what) VALUES ('gone'); END;
DROP TRIGGER people_gone;
CREATE TRIGGER people_left AFTER DELETE ON people BEGIN INSERT INTO log (what) VALUES ('gone'); END;
DROP TRIGGER people_note;
CREATE TRIGGER people_note BEFORE INSERT ON people BEGIN INSERT INTO log (what) VALUES ('newer'); END;

-- down
-- rebuilds: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
DROP TRIGGER people_note;
CREATE TRIGGER people_note AFTER INSERT ON people BEGIN INSERT INTO log (what) VALUES ('new'); END;
DROP TRIGGER people_left;
CREATE TRIGGER people_gone AFTER DELETE ON people BEGIN INSERT INTO log (what) VALUES ('gone'); END;
DROP TRIGGER people_gone;
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
CREATE TRIGGER people_note AFTER INSERT ON people BEGIN INSERT INTO log (what) VALUES ('new'); END;
