-- 008_reconcile_orders
-- What models and scripts disagreed on

-- up
-- must count no rows: rows of orders reference missing rows of mechanics
SELECT count(*) FROM orders AS source WHERE source.assigned_mechanic_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM mechanics AS target WHERE target.id = source.assigned_mechanic_id);
ALTER TABLE orders DROP KEY idx_orders_car_number, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders ADD KEY ix_orders_car_number (car_number), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders ADD KEY fk_orders_assigned_mechanic_id (assigned_mechanic_id), ADD CONSTRAINT fk_orders_assigned_mechanic_id FOREIGN KEY (assigned_mechanic_id) REFERENCES mechanics (id);

-- down
ALTER TABLE orders DROP FOREIGN KEY fk_orders_assigned_mechanic_id, DROP KEY fk_orders_assigned_mechanic_id, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders DROP KEY ix_orders_car_number, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders ADD KEY idx_orders_car_number (car_number), ALGORITHM=INPLACE, LOCK=NONE;
