-- 002_enumeration_in_a_view

-- up
ALTER TABLE people MODIFY COLUMN mood enum('ok', 'sad', 'elated') NOT NULL;

-- down
-- destroys: people.mood
ALTER TABLE people MODIFY COLUMN mood enum('sad', 'ok') NOT NULL;
