-- 002_alter_column_everything

-- up
-- destroys: t.state
ALTER TABLE t ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE smallint USING state::smallint, ALTER COLUMN state SET DEFAULT 0, ALTER COLUMN state SET NOT NULL;

-- down
ALTER TABLE t ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE text, ALTER COLUMN state SET DEFAULT '1', ALTER COLUMN state DROP NOT NULL;
