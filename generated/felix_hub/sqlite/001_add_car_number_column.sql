-- 001_add_car_number_column
-- Add car_number column to orders

-- up
ALTER TABLE orders ADD COLUMN car_number VARCHAR(20);
CREATE INDEX idx_orders_car_number ON orders (car_number);

-- down
-- destroys: orders.car_number
DROP INDEX idx_orders_car_number;
ALTER TABLE orders DROP COLUMN car_number;
