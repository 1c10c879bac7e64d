-- 002_index_concurrently

-- up
ALTER TABLE t ADD KEY slowly (name(191)), ALGORITHM=INPLACE, LOCK=NONE;

-- down
ALTER TABLE t DROP KEY slowly, ALGORITHM=INPLACE, LOCK=NONE;
