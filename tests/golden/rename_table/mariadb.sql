-- 002_rename_table

-- up
RENAME TABLE categories TO "groups";
ALTER TABLE "groups" RENAME INDEX uq_categories_name TO uq_groups_name, ALGORITHM=INPLACE, LOCK=NONE;
RENAME TABLE parts TO spare_parts;
ALTER TABLE spare_parts DROP FOREIGN KEY fk_parts_category_id, DROP CONSTRAINT ck_parts_name, RENAME INDEX uq_parts_category_id_name TO uq_spare_parts_category_id_name, RENAME INDEX ix_parts_name TO ix_spare_parts_name, ADD CONSTRAINT fk_spare_parts_category_id FOREIGN KEY (category_id) REFERENCES "groups" (id) ON DELETE CASCADE, ADD CONSTRAINT ck_spare_parts_name CHECK (char_length(name) > 0);

-- down
RENAME TABLE spare_parts TO parts;
ALTER TABLE parts DROP FOREIGN KEY fk_spare_parts_category_id, DROP CONSTRAINT ck_spare_parts_name, RENAME INDEX uq_spare_parts_category_id_name TO uq_parts_category_id_name, RENAME INDEX ix_spare_parts_name TO ix_parts_name, ADD CONSTRAINT fk_parts_category_id FOREIGN KEY (category_id) REFERENCES "groups" (id) ON DELETE CASCADE, ADD CONSTRAINT ck_parts_name CHECK (char_length(name) > 0);
RENAME TABLE "groups" TO categories;
ALTER TABLE categories RENAME INDEX uq_groups_name TO uq_categories_name, ALGORITHM=INPLACE, LOCK=NONE;
