-- 002_enumeration_in_a_key

-- up
ALTER TABLE alarms DROP FOREIGN KEY fk_alarms_level, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE levels MODIFY COLUMN level enum('none', 'low', 'high') NOT NULL;
ALTER TABLE alarms MODIFY COLUMN level enum('none', 'low', 'high') NOT NULL;
ALTER TABLE alarms ADD CONSTRAINT fk_alarms_level FOREIGN KEY (level) REFERENCES levels (level);

-- down
-- must count no rows: rows of levels have a level that level loses
SELECT count(*) FROM levels WHERE level IN ('none');
-- must count no rows: rows of alarms have a level that level loses
SELECT count(*) FROM alarms WHERE level IN ('none');
ALTER TABLE alarms DROP FOREIGN KEY fk_alarms_level, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE levels MODIFY COLUMN level enum('low', 'high') NOT NULL;
ALTER TABLE alarms MODIFY COLUMN level enum('low', 'high') NOT NULL;
ALTER TABLE alarms ADD CONSTRAINT fk_alarms_level FOREIGN KEY (level) REFERENCES levels (level);
