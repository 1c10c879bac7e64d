-- 002_enumeration_in_a_key

-- up
ALTER TABLE alarms DROP FOREIGN KEY fk_alarms_level, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE levels MODIFY COLUMN level enum('none', 'low', 'high') NOT NULL;
ALTER TABLE alarms MODIFY COLUMN level enum('none', 'low', 'high') NOT NULL;
ALTER TABLE alarms ADD CONSTRAINT fk_alarms_level FOREIGN KEY (level) REFERENCES levels (level);

-- down
ALTER TABLE alarms DROP FOREIGN KEY fk_alarms_level, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE levels MODIFY COLUMN level enum('low', 'high') NOT NULL;
ALTER TABLE alarms MODIFY COLUMN level enum('low', 'high') NOT NULL;
ALTER TABLE alarms ADD CONSTRAINT fk_alarms_level FOREIGN KEY (level) REFERENCES levels (level);
