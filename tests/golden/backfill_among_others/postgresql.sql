-- 002_backfill_among_others

-- up
UPDATE orders SET vin = 'unknown' WHERE vin IS NULL;
ALTER TABLE orders ALTER COLUMN vin SET NOT NULL;

-- down
ALTER TABLE orders ALTER COLUMN vin DROP NOT NULL;
