-- 002_validate_constraint

-- up
ALTER TABLE notes VALIDATE CONSTRAINT positive;
ALTER TABLE notes VALIDATE CONSTRAINT of_person;

-- down
ALTER TABLE notes DROP CONSTRAINT of_person;
ALTER TABLE notes ADD CONSTRAINT of_person FOREIGN KEY (person_id) REFERENCES people (id) NOT VALID;
ALTER TABLE notes DROP CONSTRAINT positive;
ALTER TABLE notes ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
