-- 002_rename_index_and_constraint

-- up
-- rebuilds: notes (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_notes (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    person_id BIGINT NOT NULL CHECK (typeof(person_id) = 'integer'),
    text TEXT NOT NULL CHECK (typeof(text) <> 'blob'),
    CONSTRAINT notes_key PRIMARY KEY (id),
    CONSTRAINT text_once UNIQUE (text),
    CONSTRAINT of_person FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT has_text CHECK (text <> '')
);
INSERT INTO _retort_new_notes (rowid, id, person_id, text)
SELECT rowid, id, person_id, text FROM notes;
DROP INDEX ix_notes_person_id;
DROP TABLE notes;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_notes RENAME TO notes;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX by_person ON notes (person_id);

-- down
-- rebuilds: notes (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_notes (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    person_id BIGINT NOT NULL CHECK (typeof(person_id) = 'integer'),
    text TEXT NOT NULL CHECK (typeof(text) <> 'blob'),
    PRIMARY KEY (id),
    UNIQUE (text),
    FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT not_empty CHECK (text <> '')
);
INSERT INTO _retort_new_notes (rowid, id, person_id, text)
SELECT rowid, id, person_id, text FROM notes;
DROP INDEX by_person;
DROP TABLE notes;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_notes RENAME TO notes;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_notes_person_id ON notes (person_id);
