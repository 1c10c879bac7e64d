-- 002_index_prefixes

-- up
-- outside of a transaction
ALTER TABLE articles ADD KEY by_body (body(191)), ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE articles ADD KEY by_beginning (body(20), title(10) DESC), ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE articles ADD KEY by_scan (scan(767), id), ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE articles ADD FULLTEXT KEY words (body);
-- outside of a transaction
ALTER TABLE articles ADD KEY hashed USING HASH (id), ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE articles ADD UNIQUE KEY uq_articles_body_id (body, id);
-- outside of a transaction
ALTER TABLE articles ADD KEY behind_hashes (title(191));

-- down
-- outside of a transaction
ALTER TABLE articles DROP KEY behind_hashes;
-- outside of a transaction
ALTER TABLE articles DROP KEY uq_articles_body_id;
-- outside of a transaction
ALTER TABLE articles DROP KEY hashed, ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE articles DROP KEY words, ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE articles DROP KEY by_scan, ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE articles DROP KEY by_beginning, ALGORITHM=INPLACE, LOCK=NONE;
-- outside of a transaction
ALTER TABLE articles DROP KEY by_body, ALGORITHM=INPLACE, LOCK=NONE;
