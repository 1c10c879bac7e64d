-- 002_add_column

-- up
-- rebuilds: people (foreign keys must be off: PRAGMA foreign_keys = OFF)
ALTER TABLE people ADD COLUMN phone VARCHAR(20) CHECK (typeof(phone) <> 'blob' AND length(phone) <= 20);
ALTER TABLE people ADD COLUMN language VARCHAR(5) NOT NULL DEFAULT 'ru' CHECK (typeof(language) <> 'blob' AND length(language) <= 5);
ALTER TABLE people ADD COLUMN visits INTEGER NOT NULL DEFAULT 0 CHECK (typeof(visits) = 'integer' AND visits BETWEEN -2147483648 AND 2147483647);
UPDATE people SET phone = '' WHERE phone IS NULL;
CREATE TABLE _retort_new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name VARCHAR(100) NOT NULL CHECK (typeof(name) <> 'blob' AND length(name) <= 100),
    phone VARCHAR(20) CHECK (typeof(phone) <> 'blob' AND length(phone) <= 20),
    language VARCHAR(5) NOT NULL DEFAULT 'ru' CHECK (typeof(language) <> 'blob' AND length(language) <= 5),
    visits INTEGER NOT NULL DEFAULT 0 CHECK (typeof(visits) = 'integer' AND visits BETWEEN -2147483648 AND 2147483647),
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP CHECK (date(substr(created_at, 1, 10), '+0 days') || ' ' || time(substr(created_at, 12)) IS substr(created_at, 1, 19) AND substr(created_at, 12) NOT GLOB '*[^0-9:.]*')
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
