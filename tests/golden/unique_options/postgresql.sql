-- 002_unique_options

-- up
-- needs PostgreSQL 15, for the unique key uq_u_a of u with nulls_not_distinct
CREATE TABLE u (
    a integer,
    b integer,
    CONSTRAINT uq_u_a UNIQUE NULLS NOT DISTINCT (a),
    CONSTRAINT uq_u_b UNIQUE (b) DEFERRABLE INITIALLY IMMEDIATE
);
ALTER TABLE t ADD CONSTRAINT uq_t_a UNIQUE NULLS NOT DISTINCT (a) DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX ix_t_b ON t (b) NULLS NOT DISTINCT;

-- down
-- destroys: u
DROP INDEX ix_t_b;
ALTER TABLE t DROP CONSTRAINT uq_t_a;
DROP TABLE u;
