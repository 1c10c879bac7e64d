-- 002_table_options

-- up
CREATE UNLOGGED TABLE quick (
    id bigint NOT NULL,
    CONSTRAINT pk_quick PRIMARY KEY (id)
) WITH (fillfactor = 50);
ALTER TABLE t SET UNLOGGED;
ALTER TABLE t RESET (autovacuum_enabled);
ALTER TABLE t SET (fillfactor = 90);
ALTER TABLE quick SET LOGGED;
ALTER TABLE quick RESET (fillfactor);
ALTER TABLE quick SET (toast_tuple_target = 256);

-- down
-- destroys: quick
ALTER TABLE quick SET UNLOGGED;
ALTER TABLE quick RESET (toast_tuple_target);
ALTER TABLE quick SET (fillfactor = 50);
ALTER TABLE t SET LOGGED;
ALTER TABLE t SET (fillfactor = 80, autovacuum_enabled = false);
DROP TABLE quick;
