-- 002_rename_table

-- up
ALTER TABLE categories RENAME TO "groups";
ALTER TABLE parts RENAME TO spare_parts;
DROP INDEX ix_parts_name;
CREATE INDEX ix_spare_parts_name ON spare_parts (name);

-- down
ALTER TABLE spare_parts RENAME TO parts;
DROP INDEX ix_spare_parts_name;
CREATE INDEX ix_parts_name ON parts (name);
ALTER TABLE "groups" RENAME TO categories;
