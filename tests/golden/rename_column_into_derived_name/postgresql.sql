-- 002_rename_column_into_derived_name

-- up
ALTER TABLE t RENAME COLUMN a TO a_b;
ALTER TABLE t RENAME CONSTRAINT uq_t_a_b TO uq_t_a_b_b;
ALTER TABLE t RENAME CONSTRAINT uq_t_a TO uq_t_a_b;
ALTER INDEX ix_t_a_b RENAME TO ix_t_a_b_b;
ALTER INDEX ix_t_a RENAME TO ix_t_a_b;

-- down
ALTER TABLE t RENAME COLUMN a_b TO a;
ALTER TABLE t RENAME CONSTRAINT uq_t_a_b TO uq_t_a;
ALTER TABLE t RENAME CONSTRAINT uq_t_a_b_b TO uq_t_a_b;
ALTER INDEX ix_t_a_b RENAME TO ix_t_a;
ALTER INDEX ix_t_a_b_b RENAME TO ix_t_a_b;
