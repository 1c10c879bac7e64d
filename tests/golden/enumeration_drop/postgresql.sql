-- 002_enumeration_drop

-- up
ALTER TABLE t ALTER COLUMN mood TYPE text;
DROP TYPE mood;

-- down
-- destroys: t.mood
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TABLE t ALTER COLUMN mood TYPE mood USING mood::mood;
