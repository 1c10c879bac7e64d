-- 002_enumerations

-- up
ALTER TABLE people ADD COLUMN state enum('new', 'it''s done') NOT NULL DEFAULT 'it''s done', ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE people MODIFY COLUMN mood enum('sad', 'ok', 'happy', 'elated') NOT NULL DEFAULT 'ok', MODIFY COLUMN mood_before enum('sad', 'ok', 'happy', 'elated'), ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- destroys: people.state
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE mood IN ('elated');
-- must count no rows: rows of people have a mood_before that mood loses
SELECT count(*) FROM people WHERE mood_before IN ('elated');
ALTER TABLE people MODIFY COLUMN mood enum('sad', 'ok', 'happy') NOT NULL DEFAULT 'ok', MODIFY COLUMN mood_before enum('sad', 'ok', 'happy');
ALTER TABLE people DROP COLUMN state, ALGORITHM=INPLACE, LOCK=NONE;
