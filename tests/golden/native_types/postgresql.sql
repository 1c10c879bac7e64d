-- 002_native_types

-- up
-- destroys: t.size
CREATE EXTENSION citext;
CREATE TABLE t (
    id bigint NOT NULL,
    name citext NOT NULL DEFAULT 'x',
    size varchar(7),
    CONSTRAINT pk_t PRIMARY KEY (id)
);
ALTER TABLE t ALTER COLUMN size TYPE varchar(9);

-- down
-- destroys: t.size, t
ALTER TABLE t ALTER COLUMN size TYPE varchar(7);
DROP TABLE t;
DROP EXTENSION citext;
