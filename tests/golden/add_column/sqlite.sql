-- 002_add_column

-- up
-- makes anew: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
ALTER TABLE people ADD COLUMN phone VARCHAR(20);
ALTER TABLE people ADD COLUMN language VARCHAR(5) NOT NULL DEFAULT 'ru';
ALTER TABLE people ADD COLUMN visits INTEGER NOT NULL DEFAULT 0;
UPDATE people SET phone = '' WHERE phone IS NULL;
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name VARCHAR(100) NOT NULL,
    phone VARCHAR(20),
    language VARCHAR(5) NOT NULL DEFAULT 'ru',
    visits INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO _retort_new_people (id, name, phone, language, visits)
SELECT id, name, phone, language, visits FROM people;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_people';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_people', seq FROM sqlite_sequence WHERE name = 'people';
DROP TABLE people;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_people RENAME TO people;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: people.created_at, people.visits, people.language, people.phone
ALTER TABLE people DROP COLUMN created_at;
UPDATE people SET phone = NULL WHERE phone = '';
ALTER TABLE people DROP COLUMN visits;
ALTER TABLE people DROP COLUMN language;
ALTER TABLE people DROP COLUMN phone;
