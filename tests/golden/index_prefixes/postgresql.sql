-- 002_index_prefixes

-- up
CREATE INDEX by_body ON articles (body);
CREATE INDEX by_beginning ON articles (body, title DESC);
CREATE INDEX by_scan ON articles (scan, id);
-- outside a transaction
-- first, if a failed attempt left it invalid: DROP INDEX CONCURRENTLY IF EXISTS hashed
CREATE INDEX CONCURRENTLY hashed ON articles USING hash (id);
ALTER TABLE articles ADD CONSTRAINT uq_articles_body_title UNIQUE (body, title);
CREATE INDEX behind_hashes ON articles (title);

-- down
DROP INDEX behind_hashes;
ALTER TABLE articles DROP CONSTRAINT uq_articles_body_title;
DROP INDEX hashed;
DROP INDEX by_scan;
DROP INDEX by_beginning;
DROP INDEX by_body;
