-- 002_long_names

-- up
-- outside of a transaction
ALTER TABLE quantity_that_was_ordered_but_is_not_delivered ADD KEY ix_quantity_that_was_ordered_but_is_not_delivered_iden_372ea578 (identifier_of_the_part, identifier_of_the_order), ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
RENAME TABLE quantity_that_was_ordered_but_is_not_delivered TO "количество_заказанного_товара";
-- outside of a transaction
ALTER TABLE "количество_заказанного_товара" RENAME INDEX uq_quantity_that_was_ordered_but_is_not_delivered_iden_e5d8b5f2 TO "uq_количество_заказанного_тов_b697bc9a", RENAME INDEX ix_quantity_that_was_ordered_but_is_not_delivered_iden_372ea578 TO "ix_количество_заказанного_тов_abc527b3";

-- down
-- outside of a transaction
RENAME TABLE "количество_заказанного_товара" TO quantity_that_was_ordered_but_is_not_delivered;
-- outside of a transaction
ALTER TABLE quantity_that_was_ordered_but_is_not_delivered RENAME INDEX "uq_количество_заказанного_тов_b697bc9a" TO uq_quantity_that_was_ordered_but_is_not_delivered_iden_e5d8b5f2, RENAME INDEX "ix_количество_заказанного_тов_abc527b3" TO ix_quantity_that_was_ordered_but_is_not_delivered_iden_372ea578;
-- outside of a transaction
ALTER TABLE quantity_that_was_ordered_but_is_not_delivered DROP KEY ix_quantity_that_was_ordered_but_is_not_delivered_iden_372ea578, ALGORITHM=INPLACE, LOCK=NONE;
