-- 002_irreversible
-- Two lines
-- in a comment

-- up
-- destroys: people.name
DELETE FROM people;
-- outside of a transaction
ALTER TABLE people DROP COLUMN name;

-- down
-- cannot be undone: the people are gone;
-- restore a backup
