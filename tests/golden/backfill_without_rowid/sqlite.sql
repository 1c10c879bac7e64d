-- 002_backfill_without_rowid

-- up
-- outside a transaction
-- repeated until it changes no rows: 10 rows per transaction
UPDATE parts SET note = 'none' WHERE (a, b) IN (SELECT a, b FROM parts WHERE note IS NULL LIMIT 10);

-- down
-- nothing to do on this database
