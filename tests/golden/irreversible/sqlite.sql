-- 002_irreversible
-- Two lines
-- in a comment

-- up
-- destroys: people.name
DELETE FROM people;
ALTER TABLE people DROP COLUMN name;

-- down
-- cannot be reverted: the people are gone;
-- restore a backup
