-- 002_index_options

-- up
-- outside of a transaction
CREATE TABLE u (
    name longtext NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
-- outside of a transaction
ALTER TABLE t ADD KEY options (at DESC, price), ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE t ADD KEY by_pattern (name(191)), ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- destroys: u
-- outside of a transaction
ALTER TABLE t DROP KEY by_pattern, ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE t DROP KEY options, ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
DROP TABLE u;
