-- 007_make_vin_nullable
-- An order may come without a VIN

-- up
ALTER TABLE orders ALTER COLUMN vin DROP NOT NULL;

-- down
ALTER TABLE orders ALTER COLUMN vin SET NOT NULL;
