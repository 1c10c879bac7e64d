-- 002_rename_table

-- up
ALTER TABLE categories RENAME TO "groups";
ALTER TABLE "groups" RENAME CONSTRAINT pk_categories TO pk_groups;
ALTER TABLE "groups" RENAME CONSTRAINT uq_categories_name TO uq_groups_name;
ALTER TABLE parts RENAME TO spare_parts;
ALTER TABLE spare_parts RENAME CONSTRAINT pk_parts TO pk_spare_parts;
ALTER TABLE spare_parts RENAME CONSTRAINT uq_parts_category_id_name TO uq_spare_parts_category_id_name;
ALTER TABLE spare_parts RENAME CONSTRAINT fk_parts_category_id TO fk_spare_parts_category_id;
ALTER TABLE spare_parts RENAME CONSTRAINT ck_parts_name TO ck_spare_parts_name;
ALTER INDEX ix_parts_name RENAME TO ix_spare_parts_name;

-- down
ALTER TABLE spare_parts RENAME TO parts;
ALTER TABLE parts RENAME CONSTRAINT pk_spare_parts TO pk_parts;
ALTER TABLE parts RENAME CONSTRAINT uq_spare_parts_category_id_name TO uq_parts_category_id_name;
ALTER TABLE parts RENAME CONSTRAINT fk_spare_parts_category_id TO fk_parts_category_id;
ALTER TABLE parts RENAME CONSTRAINT ck_spare_parts_name TO ck_parts_name;
ALTER INDEX ix_spare_parts_name RENAME TO ix_parts_name;
ALTER TABLE "groups" RENAME TO categories;
ALTER TABLE categories RENAME CONSTRAINT pk_groups TO pk_categories;
ALTER TABLE categories RENAME CONSTRAINT uq_groups_name TO uq_categories_name;
