-- 002_table_options

-- up
CREATE TABLE quick (
    id bigint NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- down
-- destroys: quick
DROP TABLE quick;
