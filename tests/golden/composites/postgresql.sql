-- 002_composites

-- up
CREATE TYPE place AS (country char(2), name text COLLATE "C");
CREATE TABLE t (
    id bigint NOT NULL,
    home place,
    CONSTRAINT pk_t PRIMARY KEY (id)
);
ALTER TYPE address DROP ATTRIBUTE street, ALTER ATTRIBUTE zip TYPE varchar(12), ADD ATTRIBUTE city text;
ALTER TYPE place RENAME TO spot;

-- down
-- destroys: t
ALTER TYPE spot RENAME TO place;
ALTER TYPE address DROP ATTRIBUTE city, ADD ATTRIBUTE street text, ALTER ATTRIBUTE zip TYPE varchar(10);
DROP TABLE t;
DROP TYPE place;
