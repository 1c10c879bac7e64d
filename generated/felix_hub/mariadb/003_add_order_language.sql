-- 003_add_order_language
-- Language of the order

-- up
ALTER TABLE orders ADD COLUMN language varchar(5) DEFAULT 'ru', ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- destroys: orders.language
ALTER TABLE orders DROP COLUMN language, ALGORITHM=INPLACE, LOCK=NONE;
