-- 002_enumeration_values

-- up
ALTER TABLE people MODIFY COLUMN mood enum('sad', 'it''s low', 'ok') NOT NULL DEFAULT 'ok';
UPDATE people SET mood = 'it''s low' WHERE mood = 'sad';
ALTER TABLE people DROP CONSTRAINT not_too_sad, MODIFY COLUMN mood enum('it''s low', 'ok') NOT NULL DEFAULT 'ok', ADD CONSTRAINT not_too_sad CHECK (mood <> 'it''s low' OR age < 100);
ALTER TABLE people MODIFY COLUMN mood enum('it''s low', 'ok', 'fine') NOT NULL DEFAULT 'ok', ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE people ADD COLUMN mood_before enum('it''s low', 'ok', 'fine') NOT NULL DEFAULT 'fine', ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE people MODIFY COLUMN mood enum('awful', 'it''s low', 'ok', 'fine') NOT NULL DEFAULT 'ok', MODIFY COLUMN mood_before enum('awful', 'it''s low', 'ok', 'fine') NOT NULL DEFAULT 'fine';
ALTER TABLE people MODIFY COLUMN mood enum('awful', 'it''s low', 'ok', 'fine', 'elated') NOT NULL DEFAULT 'ok', MODIFY COLUMN mood_before enum('awful', 'it''s low', 'ok', 'fine', 'elated') NOT NULL DEFAULT 'fine', ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- destroys: people.mood_before
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE mood IN ('elated');
-- must count no rows: rows of people have a mood_before that mood loses
SELECT count(*) FROM people WHERE mood_before IN ('elated');
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE mood IN ('awful');
-- must count no rows: rows of people have a mood_before that mood loses
SELECT count(*) FROM people WHERE mood_before IN ('awful');
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE mood IN ('fine');
ALTER TABLE people MODIFY COLUMN mood enum('awful', 'it''s low', 'ok', 'fine') NOT NULL DEFAULT 'ok', MODIFY COLUMN mood_before enum('awful', 'it''s low', 'ok', 'fine') NOT NULL DEFAULT 'fine';
ALTER TABLE people MODIFY COLUMN mood enum('it''s low', 'ok', 'fine') NOT NULL DEFAULT 'ok', MODIFY COLUMN mood_before enum('it''s low', 'ok', 'fine') NOT NULL DEFAULT 'fine';
ALTER TABLE people DROP COLUMN mood_before, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE people MODIFY COLUMN mood enum('it''s low', 'ok') NOT NULL DEFAULT 'ok';
ALTER TABLE people MODIFY COLUMN mood enum('it''s low', 'sad', 'ok') NOT NULL DEFAULT 'ok';
UPDATE people SET mood = 'sad' WHERE mood = 'it''s low';
ALTER TABLE people DROP CONSTRAINT not_too_sad, MODIFY COLUMN mood enum('sad', 'ok') NOT NULL DEFAULT 'ok', ADD CONSTRAINT not_too_sad CHECK (mood <> 'sad' OR age < 100);
