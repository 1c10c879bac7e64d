-- 002_rename_column

-- up
ALTER TABLE parts DROP CONSTRAINT ck_parts_name, RENAME COLUMN name TO title, RENAME INDEX uq_parts_category_id_name TO uq_parts_category_id_title, RENAME INDEX ix_parts_name TO ix_parts_title, ADD CONSTRAINT ck_parts_title CHECK (char_length(title) > 0);
ALTER TABLE categories RENAME COLUMN id TO category_id, ALGORITHM=INPLACE, LOCK=NONE;

-- down
ALTER TABLE categories RENAME COLUMN category_id TO id, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE parts DROP CONSTRAINT ck_parts_title, RENAME COLUMN title TO name, RENAME INDEX uq_parts_category_id_title TO uq_parts_category_id_name, RENAME INDEX ix_parts_title TO ix_parts_name, ADD CONSTRAINT ck_parts_name CHECK (char_length(name) > 0);
