-- 002_add_column_identity

-- up
ALTER TABLE log ADD COLUMN id bigint NOT NULL AUTO_INCREMENT, ADD KEY ix_log_id (id);
ALTER TABLE log DROP KEY ix_log_id, ADD PRIMARY KEY (id);

-- down
-- destroys: log.id
ALTER TABLE log DROP PRIMARY KEY, ADD KEY ix_log_id (id);
ALTER TABLE log DROP KEY ix_log_id, DROP COLUMN id, ALGORITHM=INPLACE, LOCK=NONE;
