-- 002_enumeration_in_a_view

-- up
ALTER TABLE people MODIFY COLUMN mood enum('ok', 'sad', 'elated') NOT NULL;

-- down
ALTER TABLE people MODIFY COLUMN mood enum('sad', 'ok') NOT NULL;
