-- 002_only_on_one_database

-- up
RENAME TABLE t TO u;
ALTER TABLE u RENAME COLUMN name TO title, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE u MODIFY COLUMN title longtext, ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- must count no rows: rows of u do not fit the new title
SELECT count(*) FROM u WHERE title IS NULL;
ALTER TABLE u MODIFY COLUMN title longtext NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE u RENAME COLUMN title TO name, ALGORITHM=INPLACE, LOCK=NONE;
RENAME TABLE u TO t;
