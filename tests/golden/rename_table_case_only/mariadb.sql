-- 002_rename_table_case_only

-- up
RENAME TABLE "Orders" TO orders;
ALTER TABLE orders RENAME INDEX "ix_Orders_id" TO retort_renamed_1;
ALTER TABLE orders RENAME INDEX retort_renamed_1 TO ix_orders_id;

-- down
RENAME TABLE orders TO "Orders";
ALTER TABLE "Orders" RENAME INDEX ix_orders_id TO retort_renamed_1;
ALTER TABLE "Orders" RENAME INDEX retort_renamed_1 TO "ix_Orders_id";
