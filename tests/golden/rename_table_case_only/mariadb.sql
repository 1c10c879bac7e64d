-- 002_rename_table_case_only

-- up
-- outside of a transaction
RENAME TABLE "Orders" TO orders;
-- outside of a transaction
ALTER TABLE orders RENAME INDEX "ix_Orders_id" TO ix_orders_id;

-- down
-- outside of a transaction
RENAME TABLE orders TO "Orders";
-- outside of a transaction
ALTER TABLE "Orders" RENAME INDEX ix_orders_id TO "ix_Orders_id";
