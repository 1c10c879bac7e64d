-- 002_enumeration_drop

-- up
ALTER TABLE t MODIFY COLUMN mood longtext NOT NULL;

-- down
-- destroys: t.mood
ALTER TABLE t MODIFY COLUMN mood enum('sad', 'ok') NOT NULL;
