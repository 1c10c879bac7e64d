-- 002_backfill

-- up
-- again until it changes nothing: 1000 rows a transaction
UPDATE orders SET vin = 'unknown' WHERE vin IS NULL LIMIT 1000;

-- down
-- nothing to do on this database
