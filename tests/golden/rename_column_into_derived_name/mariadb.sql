-- 002_rename_column_into_derived_name

-- up
ALTER TABLE t RENAME COLUMN a TO a_b, RENAME INDEX uq_t_a TO uq_t_a_b, RENAME INDEX uq_t_a_b TO uq_t_a_b_b, RENAME INDEX ix_t_a_b TO ix_t_a_b_b, RENAME INDEX ix_t_a TO ix_t_a_b, ALGORITHM=INPLACE, LOCK=NONE;

-- down
ALTER TABLE t RENAME COLUMN a_b TO a, RENAME INDEX uq_t_a_b TO uq_t_a, RENAME INDEX uq_t_a_b_b TO uq_t_a_b, RENAME INDEX ix_t_a_b_b TO ix_t_a_b, RENAME INDEX ix_t_a_b TO ix_t_a, ALGORITHM=INPLACE, LOCK=NONE;
