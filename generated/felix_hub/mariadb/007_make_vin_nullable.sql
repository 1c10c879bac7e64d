-- 007_make_vin_nullable
-- An order may come without a VIN

-- up
ALTER TABLE orders MODIFY COLUMN vin varchar(50), ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- must count no rows: rows of orders do not fit the new vin
SELECT count(*) FROM orders WHERE vin IS NULL;
ALTER TABLE orders MODIFY COLUMN vin varchar(50) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;
