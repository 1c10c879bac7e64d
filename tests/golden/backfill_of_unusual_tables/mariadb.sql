-- 002_backfill_of_unusual_tables

-- up
-- again until it changes nothing: 10 rows a transaction
UPDATE parts SET rowid = 'none' WHERE rowid IS NULL AND id > 5 LIMIT 10;

-- down
-- nothing to do on this database
