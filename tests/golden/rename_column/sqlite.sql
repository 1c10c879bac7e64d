-- 002_rename_column

-- up
ALTER TABLE parts RENAME COLUMN name TO title;
DROP INDEX ix_parts_name;
CREATE INDEX ix_parts_title ON parts (title);
ALTER TABLE categories RENAME COLUMN id TO category_id;

-- down
ALTER TABLE categories RENAME COLUMN category_id TO id;
ALTER TABLE parts RENAME COLUMN title TO name;
DROP INDEX ix_parts_title;
CREATE INDEX ix_parts_name ON parts (name);
