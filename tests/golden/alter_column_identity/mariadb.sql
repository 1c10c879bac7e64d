-- 002_alter_column_identity

-- up
ALTER TABLE numbered MODIFY COLUMN id bigint NOT NULL;
SET STATEMENT sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO') FOR ALTER TABLE "by hand" MODIFY COLUMN "Id" int NOT NULL AUTO_INCREMENT;

-- down
ALTER TABLE "by hand" MODIFY COLUMN "Id" int NOT NULL;
SET STATEMENT sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO') FOR ALTER TABLE numbered MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT;
