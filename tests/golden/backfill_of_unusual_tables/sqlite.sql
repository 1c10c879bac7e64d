-- 002_backfill_of_unusual_tables

-- up
-- outside a transaction
-- repeated until it changes no rows: 10 rows per transaction
UPDATE parts SET rowid = 'none' WHERE _rowid_ IN (SELECT _rowid_ FROM parts WHERE rowid IS NULL AND id > 5 LIMIT 10);

-- down
-- nothing to do on this database
