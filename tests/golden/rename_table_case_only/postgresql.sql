-- 002_rename_table_case_only

-- up
ALTER TABLE "Orders" RENAME TO orders;
ALTER TABLE orders RENAME CONSTRAINT "pk_Orders" TO pk_orders;
ALTER INDEX "ix_Orders_id" RENAME TO ix_orders_id;

-- down
ALTER TABLE orders RENAME TO "Orders";
ALTER TABLE "Orders" RENAME CONSTRAINT pk_orders TO "pk_Orders";
ALTER INDEX ix_orders_id RENAME TO "ix_Orders_id";
