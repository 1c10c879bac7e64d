-- 002_enumeration_drop

-- up
ALTER TABLE t ALTER COLUMN mood TYPE text;
DROP TYPE mood;

-- down
-- destroys: t.mood
-- must count no rows: rows of t do not fit the new mood
SELECT count(*) FROM t WHERE mood IS NOT NULL AND (mood NOT IN ('sad', 'ok'));
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TABLE t ALTER COLUMN mood TYPE mood USING mood::mood;
