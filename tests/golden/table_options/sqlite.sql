-- 002_table_options

-- up
CREATE TABLE quick (
    id BIGINT NOT NULL,
    PRIMARY KEY (id)
);

-- down
-- destroys: quick
DROP TABLE quick;
