-- 002_alter_column_everything

-- up
-- destroys: t.state
ALTER TABLE t MODIFY COLUMN state smallint NOT NULL DEFAULT 0;

-- down
ALTER TABLE t MODIFY COLUMN state longtext DEFAULT '1';
