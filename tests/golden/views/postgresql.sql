-- 002_views

-- up
CREATE VIEW first_people AS SELECT id FROM people WHERE id < 10;
COMMENT ON VIEW first_people IS 'it''s the first';
DROP VIEW names_of_names;
DROP VIEW names;
CREATE VIEW names AS SELECT id FROM people;
CREATE VIEW names_of_names AS SELECT id FROM names;
COMMENT ON VIEW names_of_names IS 'kept';
ALTER VIEW first_people RENAME TO early_people;
DROP VIEW names_of_names;
ALTER TABLE people ADD CONSTRAINT ck_people_name CHECK (length(name) > 0);
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM people;
ALTER MATERIALIZED VIEW counted RENAME TO numbers;

-- down
ALTER MATERIALIZED VIEW numbers RENAME TO counted;
DROP MATERIALIZED VIEW counted;
ALTER TABLE people DROP CONSTRAINT ck_people_name;
CREATE VIEW names_of_names AS SELECT id FROM names;
COMMENT ON VIEW names_of_names IS 'kept';
ALTER VIEW early_people RENAME TO first_people;
DROP VIEW names_of_names;
DROP VIEW names;
CREATE VIEW names AS SELECT id, name FROM people;
CREATE VIEW names_of_names AS SELECT id FROM names;
COMMENT ON VIEW names_of_names IS 'kept';
DROP VIEW first_people;
