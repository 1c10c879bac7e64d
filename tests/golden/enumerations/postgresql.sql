-- 002_enumerations

-- up
CREATE TYPE state AS ENUM ('new', 'it''s done');
ALTER TABLE people ADD COLUMN state state NOT NULL DEFAULT 'it''s done';
ALTER TYPE mood RENAME TO _retort_old_mood;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy', 'elated');
ALTER TABLE people DROP CONSTRAINT moods_differ;
DROP INDEX the_sad;
ALTER TABLE people ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE mood USING mood::text::mood, ALTER COLUMN mood SET DEFAULT 'ok', ALTER COLUMN mood_before TYPE mood USING mood_before::text::mood;
ALTER TABLE people ADD CONSTRAINT moods_differ CHECK (mood <> mood_before);
CREATE INDEX the_sad ON people (id) WHERE mood = 'sad';
DROP TYPE _retort_old_mood;

-- down
-- destroys: people.state
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE CAST(mood AS text) IN ('elated');
-- must count no rows: rows of people have a mood_before that mood loses
SELECT count(*) FROM people WHERE CAST(mood_before AS text) IN ('elated');
ALTER TYPE mood RENAME TO _retort_old_mood;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
ALTER TABLE people DROP CONSTRAINT moods_differ;
DROP INDEX the_sad;
ALTER TABLE people ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE mood USING mood::text::mood, ALTER COLUMN mood SET DEFAULT 'ok', ALTER COLUMN mood_before TYPE mood USING mood_before::text::mood;
ALTER TABLE people ADD CONSTRAINT moods_differ CHECK (mood <> mood_before);
CREATE INDEX the_sad ON people (id) WHERE mood = 'sad';
DROP TYPE _retort_old_mood;
ALTER TABLE people DROP COLUMN state;
DROP TYPE state;
