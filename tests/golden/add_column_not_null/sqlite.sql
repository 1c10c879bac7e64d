-- 002_add_column_not_null

-- up
-- rebuilds: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name VARCHAR(100) NOT NULL CHECK (typeof(name) <> 'blob' AND length(name) <= 100),
    email VARCHAR(200) NOT NULL CHECK (typeof(email) <> 'blob' AND length(email) <= 200)
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
-- destroys: people.email
ALTER TABLE people DROP COLUMN email;
