-- 008_reconcile_orders
-- What models and scripts disagreed on

-- up
-- must count no rows: rows of orders reference missing rows of mechanics
SELECT count(*) FROM orders AS source WHERE source.assigned_mechanic_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM mechanics AS target WHERE target.id = source.assigned_mechanic_id);
DROP INDEX idx_orders_car_number;
CREATE INDEX ix_orders_car_number ON orders (car_number);
ALTER TABLE orders ADD CONSTRAINT fk_orders_assigned_mechanic_id FOREIGN KEY (assigned_mechanic_id) REFERENCES mechanics (id);

-- down
ALTER TABLE orders DROP CONSTRAINT fk_orders_assigned_mechanic_id;
DROP INDEX ix_orders_car_number;
CREATE INDEX idx_orders_car_number ON orders (car_number);
