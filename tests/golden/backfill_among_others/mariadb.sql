-- 002_backfill_among_others

-- up
-- repeated until it changes no rows: 1000 rows per transaction
UPDATE orders SET vin = 'unknown' WHERE vin IS NULL LIMIT 1000;
ALTER TABLE orders MODIFY COLUMN vin longtext NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- down
ALTER TABLE orders MODIFY COLUMN vin longtext, ALGORITHM=INPLACE, LOCK=NONE;
