-- 002_index_concurrently

-- up
-- outside a transaction
-- first, if a failed attempt left it invalid: DROP INDEX CONCURRENTLY IF EXISTS slowly
CREATE INDEX CONCURRENTLY slowly ON t (name);

-- down
DROP INDEX slowly;
