-- 002_views

-- up
-- outside of a transaction
CREATE VIEW first_people AS SELECT id FROM people WHERE id < 10;
-- outside of a transaction
CREATE OR REPLACE VIEW names AS SELECT id FROM people;
-- outside of a transaction
CREATE OR REPLACE VIEW names_of_names AS SELECT id FROM names;
-- outside of a transaction
RENAME TABLE first_people TO early_people;
-- outside of a transaction
DROP VIEW names_of_names;
-- outside of a transaction
ALTER TABLE people ADD CONSTRAINT ck_people_name CHECK (char_length(name) > 0);

-- down
-- outside of a transaction
ALTER TABLE people DROP CONSTRAINT ck_people_name;
-- outside of a transaction
CREATE VIEW names_of_names AS SELECT id FROM names;
-- outside of a transaction
RENAME TABLE early_people TO first_people;
-- outside of a transaction
CREATE OR REPLACE VIEW names AS SELECT id, name FROM people;
-- outside of a transaction
CREATE OR REPLACE VIEW names_of_names AS SELECT id FROM names;
-- outside of a transaction
DROP VIEW first_people;
