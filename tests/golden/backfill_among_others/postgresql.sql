-- 002_backfill_among_others

-- up
-- outside a transaction
-- repeated until it changes no rows: 1000 rows per transaction
UPDATE orders SET vin = 'unknown' WHERE ctid IN (SELECT ctid FROM orders WHERE vin IS NULL LIMIT 1000);
ALTER TABLE orders ALTER COLUMN vin SET NOT NULL;

-- down
ALTER TABLE orders ALTER COLUMN vin DROP NOT NULL;
