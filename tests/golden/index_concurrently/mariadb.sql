-- 002_index_concurrently

-- up
-- outside of a transaction
ALTER TABLE t ADD KEY slowly (name(191)), ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- outside of a transaction
ALTER TABLE t DROP KEY slowly, ALGORITHM=INPLACE, LOCK=NONE;
