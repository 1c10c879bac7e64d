-- 002_backfill

-- up
-- repeated until it changes no rows: 1000 rows per transaction
UPDATE orders SET vin = 'unknown' WHERE vin IS NULL LIMIT 1000;

-- down
-- nothing to do on this database
