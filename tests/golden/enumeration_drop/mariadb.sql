-- 002_enumeration_drop

-- up
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN mood longtext NOT NULL;

-- down
-- destroys: t.mood
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN mood enum('sad', 'ok') NOT NULL;
