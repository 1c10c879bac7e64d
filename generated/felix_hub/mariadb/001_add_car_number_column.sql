-- 001_add_car_number_column
-- Add car_number column to orders

-- up
ALTER TABLE orders ADD COLUMN car_number varchar(20), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders ADD KEY idx_orders_car_number (car_number), ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- destroys: orders.car_number
ALTER TABLE orders DROP KEY idx_orders_car_number, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders DROP COLUMN car_number, ALGORITHM=INPLACE, LOCK=NONE;
