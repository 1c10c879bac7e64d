-- 002_rename_table_case_only

-- up
ALTER TABLE "Orders" RENAME TO _retort_new_orders;
ALTER TABLE _retort_new_orders RENAME TO orders;
DROP INDEX "ix_Orders_id";
CREATE INDEX ix_orders_id ON orders (id);

-- down
ALTER TABLE orders RENAME TO "_retort_new_Orders";
ALTER TABLE "_retort_new_Orders" RENAME TO "Orders";
DROP INDEX ix_orders_id;
CREATE INDEX "ix_Orders_id" ON "Orders" (id);
