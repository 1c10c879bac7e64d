-- 002_rename_index_and_constraint

-- up
ALTER TABLE notes RENAME CONSTRAINT not_empty TO has_text;
ALTER TABLE notes RENAME CONSTRAINT pk_notes TO notes_key;
ALTER TABLE notes RENAME CONSTRAINT uq_notes_text TO text_once;
ALTER TABLE notes RENAME CONSTRAINT fk_notes_person_id TO of_person;
ALTER INDEX ix_notes_person_id RENAME TO by_person;

-- down
ALTER INDEX by_person RENAME TO ix_notes_person_id;
ALTER TABLE notes RENAME CONSTRAINT of_person TO fk_notes_person_id;
ALTER TABLE notes RENAME CONSTRAINT text_once TO uq_notes_text;
ALTER TABLE notes RENAME CONSTRAINT notes_key TO pk_notes;
ALTER TABLE notes RENAME CONSTRAINT has_text TO not_empty;
