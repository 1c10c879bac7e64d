-- 002_rename_column

-- up
ALTER TABLE parts RENAME COLUMN name TO title;
ALTER TABLE parts RENAME CONSTRAINT uq_parts_category_id_name TO uq_parts_category_id_title;
ALTER TABLE parts RENAME CONSTRAINT ck_parts_name TO ck_parts_title;
ALTER INDEX ix_parts_name RENAME TO ix_parts_title;
ALTER TABLE categories RENAME COLUMN id TO category_id;

-- down
ALTER TABLE categories RENAME COLUMN category_id TO id;
ALTER TABLE parts RENAME COLUMN title TO name;
ALTER TABLE parts RENAME CONSTRAINT uq_parts_category_id_title TO uq_parts_category_id_name;
ALTER TABLE parts RENAME CONSTRAINT ck_parts_title TO ck_parts_name;
ALTER INDEX ix_parts_title RENAME TO ix_parts_name;
