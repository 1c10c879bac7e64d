-- 002_rename_table_case_only

-- up
RENAME TABLE "Orders" TO orders;
ALTER TABLE orders RENAME INDEX "ix_Orders_id" TO ix_orders_id;

-- down
RENAME TABLE orders TO "Orders";
ALTER TABLE "Orders" RENAME INDEX ix_orders_id TO "ix_Orders_id";
