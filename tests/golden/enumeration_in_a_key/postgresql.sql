-- 002_enumeration_in_a_key

-- up
ALTER TYPE level RENAME TO _retort_old_level;
CREATE TYPE level AS ENUM ('none', 'low', 'high');
ALTER TABLE alarms DROP CONSTRAINT fk_alarms_level;
ALTER TABLE levels ALTER COLUMN level TYPE level USING level::text::level;
ALTER TABLE alarms ALTER COLUMN level TYPE level USING level::text::level;
ALTER TABLE alarms ADD CONSTRAINT fk_alarms_level FOREIGN KEY (level) REFERENCES levels (level);
DROP TYPE _retort_old_level;

-- down
-- must count no rows: rows of levels have a level that level loses
SELECT count(*) FROM levels WHERE CAST(level AS text) IN ('none');
-- must count no rows: rows of alarms have a level that level loses
SELECT count(*) FROM alarms WHERE CAST(level AS text) IN ('none');
ALTER TYPE level RENAME TO _retort_old_level;
CREATE TYPE level AS ENUM ('low', 'high');
ALTER TABLE alarms DROP CONSTRAINT fk_alarms_level;
ALTER TABLE levels ALTER COLUMN level TYPE level USING level::text::level;
ALTER TABLE alarms ALTER COLUMN level TYPE level USING level::text::level;
ALTER TABLE alarms ADD CONSTRAINT fk_alarms_level FOREIGN KEY (level) REFERENCES levels (level);
DROP TYPE _retort_old_level;
