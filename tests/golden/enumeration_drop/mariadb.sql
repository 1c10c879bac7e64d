-- 002_enumeration_drop

-- up
ALTER TABLE t MODIFY COLUMN mood longtext NOT NULL;

-- down
-- destroys: t.mood
-- must count no rows: rows of t do not fit the new mood
SELECT count(*) FROM t WHERE mood IS NOT NULL AND (mood NOT IN ('sad', 'ok'));
ALTER TABLE t MODIFY COLUMN mood enum('sad', 'ok') NOT NULL;
