-- 002_add_column_references

-- up
ALTER TABLE orders ADD COLUMN person_id bigint, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders ADD KEY fk_orders_person_id (person_id), ADD CONSTRAINT fk_orders_person_id FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE SET NULL;

-- down
-- destroys: orders.person_id
ALTER TABLE orders DROP FOREIGN KEY fk_orders_person_id, DROP KEY fk_orders_person_id, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders DROP COLUMN person_id, ALGORITHM=INPLACE, LOCK=NONE;
