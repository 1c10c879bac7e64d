-- 002_index_concurrently

-- up
CREATE INDEX slowly ON t (name);

-- down
DROP INDEX slowly;
