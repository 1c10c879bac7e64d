-- 002_backfill

-- up
-- outside a transaction
-- repeated until it changes no rows: 1000 rows per transaction
UPDATE orders SET vin = 'unknown' WHERE ctid IN (SELECT ctid FROM orders WHERE vin IS NULL LIMIT 1000);

-- down
-- nothing to do on this database
