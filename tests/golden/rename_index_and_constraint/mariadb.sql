-- 002_rename_index_and_constraint

-- up
ALTER TABLE notes DROP CONSTRAINT not_empty, ADD CONSTRAINT has_text CHECK (text <> '');
ALTER TABLE notes RENAME INDEX uq_notes_text TO text_once;
ALTER TABLE notes DROP FOREIGN KEY fk_notes_person_id, ADD CONSTRAINT of_person FOREIGN KEY (person_id) REFERENCES people (id);
ALTER TABLE notes RENAME INDEX ix_notes_person_id TO by_person;

-- down
ALTER TABLE notes RENAME INDEX by_person TO ix_notes_person_id;
ALTER TABLE notes DROP FOREIGN KEY of_person, ADD CONSTRAINT fk_notes_person_id FOREIGN KEY (person_id) REFERENCES people (id);
ALTER TABLE notes RENAME INDEX text_once TO uq_notes_text;
ALTER TABLE notes DROP CONSTRAINT has_text, ADD CONSTRAINT not_empty CHECK (text <> '');
