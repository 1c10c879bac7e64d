-- 002_alter_column_default

-- up
ALTER TABLE parts MODIFY COLUMN price decimal(10, 2) NOT NULL;
ALTER TABLE parts MODIFY COLUMN name varchar(200) NOT NULL DEFAULT '?';
ALTER TABLE parts MODIFY COLUMN added_at datetime(6) NOT NULL DEFAULT '2026-01-01 00:00:00';

-- down
ALTER TABLE parts MODIFY COLUMN added_at datetime(6) NOT NULL DEFAULT utc_timestamp(6);
ALTER TABLE parts MODIFY COLUMN name varchar(200) NOT NULL;
ALTER TABLE parts MODIFY COLUMN price decimal(10, 2) NOT NULL DEFAULT 0;
