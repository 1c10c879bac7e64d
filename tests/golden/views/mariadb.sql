-- 002_views

-- up
CREATE VIEW first_people AS SELECT id FROM people WHERE id < 10;
CREATE OR REPLACE VIEW names AS SELECT id FROM people;
CREATE OR REPLACE VIEW names_of_names AS SELECT id FROM names;
RENAME TABLE first_people TO early_people;
DROP VIEW names_of_names;
ALTER TABLE people ADD CONSTRAINT ck_people_name CHECK (char_length(name) > 0);

-- down
ALTER TABLE people DROP CONSTRAINT ck_people_name, ALGORITHM=INPLACE, LOCK=NONE;
CREATE VIEW names_of_names AS SELECT id FROM names;
RENAME TABLE early_people TO first_people;
CREATE OR REPLACE VIEW names AS SELECT id, name FROM people;
CREATE OR REPLACE VIEW names_of_names AS SELECT id FROM names;
DROP VIEW first_people;
