-- 002_backfill_among_others

-- up
UPDATE orders SET vin = 'unknown' WHERE vin IS NULL;
-- outside of a transaction
ALTER TABLE orders MODIFY COLUMN vin longtext NOT NULL;

-- down
-- outside of a transaction
ALTER TABLE orders MODIFY COLUMN vin longtext;
