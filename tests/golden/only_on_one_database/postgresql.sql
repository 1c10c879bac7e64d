-- 002_only_on_one_database

-- up
ALTER TABLE t RENAME TO u;
ALTER TABLE u RENAME CONSTRAINT pk_t TO pk_u;
ALTER TABLE u RENAME COLUMN name TO title;
ALTER TABLE u ADD CONSTRAINT positive CHECK (id > 1);
CREATE SEQUENCE extra;
INSERT INTO u (id, title) VALUES
    (2, 'full');
ALTER TABLE u ALTER COLUMN title DROP NOT NULL;
ALTER TABLE u DROP CONSTRAINT not_empty;
DROP INDEX by_name;

-- down
-- must count no rows: rows of u violate the check
SELECT count(*) FROM u WHERE NOT (title <> '');
-- must count no rows: rows of u do not fit the new title
SELECT count(*) FROM u WHERE title IS NULL;
CREATE INDEX by_name ON u USING hash (title);
ALTER TABLE u ADD CONSTRAINT not_empty CHECK (title <> '');
ALTER TABLE u ALTER COLUMN title SET NOT NULL;
DELETE FROM u WHERE id = 2;
DROP SEQUENCE extra;
ALTER TABLE u DROP CONSTRAINT positive;
ALTER TABLE u RENAME COLUMN title TO name;
ALTER TABLE u RENAME TO t;
ALTER TABLE t RENAME CONSTRAINT pk_u TO pk_t;
