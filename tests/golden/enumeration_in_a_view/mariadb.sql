-- 002_enumeration_in_a_view

-- up
ALTER TABLE people MODIFY COLUMN mood enum('ok', 'sad', 'elated') NOT NULL;

-- down
-- must count no rows: rows of people have a mood that mood loses
SELECT count(*) FROM people WHERE mood IN ('elated');
ALTER TABLE people MODIFY COLUMN mood enum('sad', 'ok') NOT NULL;
