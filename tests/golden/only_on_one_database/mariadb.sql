-- 002_only_on_one_database

-- up
-- outside of a transaction
RENAME TABLE t TO u;
-- outside of a transaction
ALTER TABLE u RENAME COLUMN name TO title;
-- outside of a transaction
ALTER TABLE u MODIFY COLUMN title longtext;

-- down
-- outside of a transaction
ALTER TABLE u MODIFY COLUMN title longtext NOT NULL;
-- outside of a transaction
ALTER TABLE u RENAME COLUMN title TO name;
-- outside of a transaction
RENAME TABLE u TO t;
