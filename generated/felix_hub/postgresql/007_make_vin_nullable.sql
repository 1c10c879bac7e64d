-- 007_make_vin_nullable
-- An order may come without a VIN

-- up
ALTER TABLE orders ALTER COLUMN vin DROP NOT NULL;

-- down
-- must count no rows: rows of orders do not fit the new vin
SELECT count(*) FROM orders WHERE vin IS NULL;
ALTER TABLE orders ALTER COLUMN vin SET NOT NULL;
