-- 002_deferred_foreign_key

-- up
-- rebuilds: notes (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE friends (
    a BIGINT NOT NULL CHECK (typeof(a) = 'integer'),
    b BIGINT NOT NULL CHECK (typeof(b) = 'integer'),
    FOREIGN KEY (a) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (b) REFERENCES people (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE _retort_new_notes (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    person_id BIGINT NOT NULL CHECK (typeof(person_id) = 'integer'),
    PRIMARY KEY (id),
    FOREIGN KEY (person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO _retort_new_notes (rowid, id, person_id)
SELECT rowid, id, person_id FROM notes;
DROP TABLE notes;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_notes RENAME TO notes;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: friends
-- rebuilds: notes (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_notes (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    person_id BIGINT NOT NULL CHECK (typeof(person_id) = 'integer'),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_notes (rowid, id, person_id)
SELECT rowid, id, person_id FROM notes;
DROP TABLE notes;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_notes RENAME TO notes;
PRAGMA legacy_alter_table = OFF;
DROP TABLE friends;
