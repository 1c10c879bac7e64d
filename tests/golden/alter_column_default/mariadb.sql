-- 002_alter_column_default

-- up
-- outside of a transaction
ALTER TABLE parts MODIFY COLUMN price decimal(10, 2) NOT NULL;
-- outside of a transaction
ALTER TABLE parts MODIFY COLUMN name varchar(200) NOT NULL DEFAULT '?';
-- outside of a transaction
ALTER TABLE parts MODIFY COLUMN added_at datetime(6) NOT NULL DEFAULT '2026-01-01 00:00:00';

-- down
-- outside of a transaction
ALTER TABLE parts MODIFY COLUMN added_at datetime(6) NOT NULL DEFAULT utc_timestamp(6);
-- outside of a transaction
ALTER TABLE parts MODIFY COLUMN name varchar(200) NOT NULL;
-- outside of a transaction
ALTER TABLE parts MODIFY COLUMN price decimal(10, 2) NOT NULL DEFAULT 0;
