-- 002_table_options

-- up
CREATE TABLE quick (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    PRIMARY KEY (id)
);

-- down
-- destroys: quick
DROP TABLE quick;
