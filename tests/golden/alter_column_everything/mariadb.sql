-- 002_alter_column_everything

-- up
-- destroys: t.state
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN state smallint NOT NULL DEFAULT 0;

-- down
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN state longtext DEFAULT '1';
