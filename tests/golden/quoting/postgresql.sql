-- 002_quoting

-- up
-- destroys: table.⚙
ALTER TABLE "Order Line" RENAME COLUMN "цена" TO "стоимость";
ALTER INDEX "ix_Order Line_цена_CamelCase" RENAME TO "ix_Order Line_стоимость_CamelCase";
ALTER TABLE "Order Line" RENAME TO "table";
ALTER TABLE "table" RENAME CONSTRAINT "pk_Order Line" TO pk_table;
ALTER TABLE "table" RENAME CONSTRAINT "uq_Order Line_say ""hi""" TO "uq_table_say ""hi""";
ALTER INDEX "ix_Order Line_стоимость_CamelCase" RENAME TO "ix_table_стоимость_CamelCase";
ALTER TABLE "table" ADD COLUMN "user" varchar(90);
ALTER TABLE "table" ADD CONSTRAINT fk_table_user FOREIGN KEY ("user") REFERENCES "table" ("say ""hi""");
ALTER TABLE "table" DROP COLUMN "⚙";

-- down
-- destroys: table.user
ALTER TABLE "table" ADD COLUMN "⚙" text;
ALTER TABLE "table" DROP CONSTRAINT fk_table_user;
ALTER TABLE "table" DROP COLUMN "user";
ALTER TABLE "table" RENAME TO "Order Line";
ALTER TABLE "Order Line" RENAME CONSTRAINT pk_table TO "pk_Order Line";
ALTER TABLE "Order Line" RENAME CONSTRAINT "uq_table_say ""hi""" TO "uq_Order Line_say ""hi""";
ALTER INDEX "ix_table_стоимость_CamelCase" RENAME TO "ix_Order Line_стоимость_CamelCase";
ALTER TABLE "Order Line" RENAME COLUMN "стоимость" TO "цена";
ALTER INDEX "ix_Order Line_стоимость_CamelCase" RENAME TO "ix_Order Line_цена_CamelCase";
