-- 002_only_on_one_database

-- up
RENAME TABLE t TO u;
ALTER TABLE u RENAME COLUMN name TO title;
ALTER TABLE u MODIFY COLUMN title longtext;

-- down
ALTER TABLE u MODIFY COLUMN title longtext NOT NULL;
ALTER TABLE u RENAME COLUMN title TO name;
RENAME TABLE u TO t;
