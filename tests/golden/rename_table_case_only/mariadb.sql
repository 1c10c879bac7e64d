-- 002_rename_table_case_only

-- up
RENAME TABLE "Orders" TO orders;
ALTER TABLE orders RENAME INDEX "ix_Orders_id" TO retort_renamed_1, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders RENAME INDEX retort_renamed_1 TO ix_orders_id, ALGORITHM=INPLACE, LOCK=NONE;

-- down
RENAME TABLE orders TO "Orders";
ALTER TABLE "Orders" RENAME INDEX ix_orders_id TO retort_renamed_1, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE "Orders" RENAME INDEX retort_renamed_1 TO "ix_Orders_id", ALGORITHM=INPLACE, LOCK=NONE;
