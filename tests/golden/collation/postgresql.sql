-- 002_collation

-- up
CREATE TABLE u (
    name varchar(20) COLLATE "POSIX"
);
ALTER TABLE t ALTER COLUMN name TYPE text COLLATE "C";
ALTER TABLE t ALTER COLUMN code TYPE varchar(20);
CREATE INDEX by_name ON t (name COLLATE "POSIX");

-- down
-- destroys: t.code, u
-- must count no rows: rows of t do not fit the new code
SELECT count(*) FROM t WHERE length(code) > 10;
DROP INDEX by_name;
ALTER TABLE t ALTER COLUMN code TYPE varchar(10) COLLATE "C";
ALTER TABLE t ALTER COLUMN name TYPE text;
DROP TABLE u;
