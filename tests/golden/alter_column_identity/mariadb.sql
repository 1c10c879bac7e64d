-- 002_alter_column_identity

-- up
-- outside of a transaction
ALTER TABLE numbered MODIFY COLUMN id bigint NOT NULL;
-- outside of a transaction
SET STATEMENT sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO') FOR ALTER TABLE "by hand" MODIFY COLUMN "Id" int NOT NULL AUTO_INCREMENT;

-- down
-- outside of a transaction
ALTER TABLE "by hand" MODIFY COLUMN "Id" int NOT NULL;
-- outside of a transaction
SET STATEMENT sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO') FOR ALTER TABLE numbered MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT;
