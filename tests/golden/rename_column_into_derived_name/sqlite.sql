-- 002_rename_column_into_derived_name

-- up
ALTER TABLE t RENAME COLUMN a TO a_b;
DROP INDEX ix_t_a_b;
DROP INDEX ix_t_a;
CREATE INDEX ix_t_a_b_b ON t (a_b, b);
CREATE INDEX ix_t_a_b ON t (a_b);

-- down
ALTER TABLE t RENAME COLUMN a_b TO a;
DROP INDEX ix_t_a_b_b;
DROP INDEX ix_t_a_b;
CREATE INDEX ix_t_a_b ON t (a, b);
CREATE INDEX ix_t_a ON t (a);
