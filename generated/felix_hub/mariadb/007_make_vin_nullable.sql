-- 007_make_vin_nullable
-- An order may come without a VIN

-- up
ALTER TABLE orders MODIFY COLUMN vin varchar(50), ALGORITHM=INPLACE, LOCK=NONE;

-- down
ALTER TABLE orders MODIFY COLUMN vin varchar(50) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;
