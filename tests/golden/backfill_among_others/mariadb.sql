-- 002_backfill_among_others

-- up
UPDATE orders SET vin = 'unknown' WHERE vin IS NULL;
ALTER TABLE orders MODIFY COLUMN vin longtext NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- down
ALTER TABLE orders MODIFY COLUMN vin longtext, ALGORITHM=INPLACE, LOCK=NONE;
