-- 002_backfill_without_rowid

-- up
-- outside of a transaction
-- again until it changes nothing: 10 rows a transaction
UPDATE parts SET note = 'none' WHERE (a, b) IN (SELECT a, b FROM parts WHERE note IS NULL LIMIT 10);

-- down
-- nothing to do on this database
