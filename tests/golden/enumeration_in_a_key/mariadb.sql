-- 002_enumeration_in_a_key

-- up
-- outside of a transaction
ALTER TABLE alarms DROP FOREIGN KEY fk_alarms_level;
-- outside of a transaction
ALTER TABLE levels MODIFY COLUMN level enum('none', 'low', 'high') NOT NULL;
-- outside of a transaction
ALTER TABLE alarms MODIFY COLUMN level enum('none', 'low', 'high') NOT NULL;
-- outside of a transaction
ALTER TABLE alarms ADD CONSTRAINT fk_alarms_level FOREIGN KEY (level) REFERENCES levels (level);

-- down
-- destroys: levels.level, alarms.level
-- outside of a transaction
ALTER TABLE alarms DROP FOREIGN KEY fk_alarms_level;
-- outside of a transaction
ALTER TABLE levels MODIFY COLUMN level enum('low', 'high') NOT NULL;
-- outside of a transaction
ALTER TABLE alarms MODIFY COLUMN level enum('low', 'high') NOT NULL;
-- outside of a transaction
ALTER TABLE alarms ADD CONSTRAINT fk_alarms_level FOREIGN KEY (level) REFERENCES levels (level);
