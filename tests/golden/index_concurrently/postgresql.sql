-- 002_index_concurrently

-- up
-- outside of a transaction
-- before it, where an attempt that failed left it invalid: DROP INDEX CONCURRENTLY IF EXISTS slowly
CREATE INDEX CONCURRENTLY slowly ON t (name);

-- down
DROP INDEX slowly;
