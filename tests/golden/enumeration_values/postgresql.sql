-- 002_enumeration_values

-- up
ALTER TYPE mood RENAME VALUE 'sad' TO 'it''s low';
-- outside a transaction
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'fine' AFTER 'ok';
ALTER TABLE people ADD COLUMN mood_before mood NOT NULL DEFAULT 'fine';
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'awful' BEFORE 'it''s low';
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'elated';

-- down
-- destroys: people.mood_before
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE CAST(mood AS text) IN ('elated');
-- must count no rows: rows of people have a mood_before that mood loses
SELECT count(*) FROM people WHERE CAST(mood_before AS text) IN ('elated');
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE CAST(mood AS text) IN ('awful');
-- must count no rows: rows of people have a mood_before that mood loses
SELECT count(*) FROM people WHERE CAST(mood_before AS text) IN ('awful');
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE CAST(mood AS text) IN ('fine');
ALTER TYPE mood RENAME TO _retort_old_mood;
CREATE TYPE mood AS ENUM ('awful', 'it''s low', 'ok', 'fine');
ALTER TABLE people DROP CONSTRAINT not_too_sad;
ALTER TABLE people ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE mood USING mood::text::mood, ALTER COLUMN mood SET DEFAULT 'ok', ALTER COLUMN mood_before DROP DEFAULT, ALTER COLUMN mood_before TYPE mood USING mood_before::text::mood, ALTER COLUMN mood_before SET DEFAULT 'fine';
ALTER TABLE people ADD CONSTRAINT not_too_sad CHECK (mood <> 'it''s low' OR age < 100);
DROP TYPE _retort_old_mood;
ALTER TYPE mood RENAME TO _retort_old_mood;
CREATE TYPE mood AS ENUM ('it''s low', 'ok', 'fine');
ALTER TABLE people DROP CONSTRAINT not_too_sad;
ALTER TABLE people ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE mood USING mood::text::mood, ALTER COLUMN mood SET DEFAULT 'ok', ALTER COLUMN mood_before DROP DEFAULT, ALTER COLUMN mood_before TYPE mood USING mood_before::text::mood, ALTER COLUMN mood_before SET DEFAULT 'fine';
ALTER TABLE people ADD CONSTRAINT not_too_sad CHECK (mood <> 'it''s low' OR age < 100);
DROP TYPE _retort_old_mood;
ALTER TABLE people DROP COLUMN mood_before;
ALTER TYPE mood RENAME TO _retort_old_mood;
CREATE TYPE mood AS ENUM ('it''s low', 'ok');
ALTER TABLE people DROP CONSTRAINT not_too_sad;
ALTER TABLE people ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE mood USING mood::text::mood, ALTER COLUMN mood SET DEFAULT 'ok';
ALTER TABLE people ADD CONSTRAINT not_too_sad CHECK (mood <> 'it''s low' OR age < 100);
DROP TYPE _retort_old_mood;
ALTER TYPE mood RENAME VALUE 'it''s low' TO 'sad';
