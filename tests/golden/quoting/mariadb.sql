-- 002_quoting

-- up
-- destroys: table.⚙
ALTER TABLE "Order Line" RENAME COLUMN "цена" TO "стоимость", RENAME INDEX "ix_Order Line_цена_CamelCase" TO "ix_Order Line_стоимость_CamelCase";
RENAME TABLE "Order Line" TO "table";
ALTER TABLE "table" RENAME INDEX "uq_Order Line_say ""hi""" TO "uq_table_say ""hi""", RENAME INDEX "ix_Order Line_стоимость_CamelCase" TO "ix_table_стоимость_CamelCase";
ALTER TABLE "table" ADD COLUMN "user" varchar(90);
ALTER TABLE "table" ADD KEY fk_table_user ("user"), ADD CONSTRAINT fk_table_user FOREIGN KEY ("user") REFERENCES "table" ("say ""hi""");
ALTER TABLE "table" DROP COLUMN "⚙";

-- down
-- destroys: table.user
ALTER TABLE "table" ADD COLUMN "⚙" longtext;
ALTER TABLE "table" DROP FOREIGN KEY fk_table_user, DROP KEY fk_table_user;
ALTER TABLE "table" DROP COLUMN "user";
RENAME TABLE "table" TO "Order Line";
ALTER TABLE "Order Line" RENAME INDEX "uq_table_say ""hi""" TO "uq_Order Line_say ""hi""", RENAME INDEX "ix_table_стоимость_CamelCase" TO "ix_Order Line_стоимость_CamelCase";
ALTER TABLE "Order Line" RENAME COLUMN "стоимость" TO "цена", RENAME INDEX "ix_Order Line_стоимость_CamelCase" TO "ix_Order Line_цена_CamelCase";
