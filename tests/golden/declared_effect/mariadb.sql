-- 002_declared_effect

-- up
ALTER TABLE t ADD COLUMN z integer;
CREATE INDEX by_z ON t (z);
ALTER TABLE t ADD CONSTRAINT z_is_small CHECK (z < 10);

-- down
ALTER TABLE t DROP CONSTRAINT z_is_small;
DROP INDEX by_z ON t;
ALTER TABLE t DROP COLUMN z;
