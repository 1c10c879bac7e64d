-- 002_quoting

-- up
-- destroys: table.⚙
ALTER TABLE "Order Line" RENAME COLUMN "цена" TO "стоимость", RENAME INDEX "ix_Order Line_цена_CamelCase" TO "ix_Order Line_стоимость_CamelCase", ALGORITHM=INPLACE, LOCK=NONE;
RENAME TABLE "Order Line" TO "table";
ALTER TABLE "table" RENAME INDEX "uq_Order Line_say ""hi""" TO "uq_table_say ""hi""", RENAME INDEX "ix_Order Line_стоимость_CamelCase" TO "ix_table_стоимость_CamelCase", ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE "table" ADD COLUMN "user" varchar(90), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE "table" ADD KEY fk_table_user ("user"), ADD CONSTRAINT fk_table_user FOREIGN KEY ("user") REFERENCES "table" ("say ""hi""");
ALTER TABLE "table" DROP COLUMN "⚙", ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- destroys: table.user
ALTER TABLE "table" ADD COLUMN "⚙" longtext, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE "table" DROP FOREIGN KEY fk_table_user, DROP KEY fk_table_user, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE "table" DROP COLUMN "user", ALGORITHM=INPLACE, LOCK=NONE;
RENAME TABLE "table" TO "Order Line";
ALTER TABLE "Order Line" RENAME INDEX "uq_table_say ""hi""" TO "uq_Order Line_say ""hi""", RENAME INDEX "ix_table_стоимость_CamelCase" TO "ix_Order Line_стоимость_CamelCase", ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE "Order Line" RENAME COLUMN "стоимость" TO "цена", RENAME INDEX "ix_Order Line_стоимость_CamelCase" TO "ix_Order Line_цена_CamelCase", ALGORITHM=INPLACE, LOCK=NONE;
