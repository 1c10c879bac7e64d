-- 002_backfill_of_unusual_tables

-- up
-- repeated until it changes no rows: 10 rows per transaction
UPDATE parts SET rowid = 'none' WHERE rowid IS NULL AND id > 5 LIMIT 10;

-- down
-- nothing to do on this database
