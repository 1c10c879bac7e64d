-- 002_index_concurrently

-- up
-- outside of a transaction
CREATE INDEX CONCURRENTLY slowly ON t (name);

-- down
DROP INDEX slowly;
