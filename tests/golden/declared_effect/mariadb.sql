-- 002_declared_effect

-- up
-- outside of a transaction
ALTER TABLE t ADD COLUMN z integer;
-- outside of a transaction
CREATE INDEX by_z ON t (z);
-- outside of a transaction
ALTER TABLE t ADD CONSTRAINT z_is_small CHECK (z < 10);

-- down
-- outside of a transaction
ALTER TABLE t DROP CONSTRAINT z_is_small;
-- outside of a transaction
DROP INDEX by_z ON t;
-- outside of a transaction
ALTER TABLE t DROP COLUMN z;
