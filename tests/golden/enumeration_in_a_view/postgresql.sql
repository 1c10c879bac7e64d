-- 002_enumeration_in_a_view

-- up
DROP VIEW first_mood;
DROP VIEW moods;
ALTER TYPE mood RENAME TO _retort_old_mood;
CREATE TYPE mood AS ENUM ('ok', 'sad', 'elated');
ALTER TABLE people ALTER COLUMN mood TYPE mood USING mood::text::mood;
DROP TYPE _retort_old_mood;
CREATE VIEW moods AS SELECT mood FROM people;
COMMENT ON VIEW moods IS 'all';
CREATE VIEW first_mood AS SELECT min(mood) AS mood FROM moods;

-- down
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE CAST(mood AS text) IN ('elated');
DROP VIEW first_mood;
DROP VIEW moods;
ALTER TYPE mood RENAME TO _retort_old_mood;
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TABLE people ALTER COLUMN mood TYPE mood USING mood::text::mood;
DROP TYPE _retort_old_mood;
CREATE VIEW moods AS SELECT mood FROM people;
COMMENT ON VIEW moods IS 'all';
CREATE VIEW first_mood AS SELECT min(mood) AS mood FROM moods;
