-- 002_index_prefixes

-- up
ALTER TABLE articles ADD KEY by_body (body(191)), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE articles ADD KEY by_beginning (body(20), title(10) DESC), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE articles ADD KEY by_scan (scan(767), id), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE articles ADD FULLTEXT KEY words (body);
ALTER TABLE articles ADD KEY hashed USING HASH (id), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE articles ADD UNIQUE KEY uq_articles_body_title (body, title);
ALTER TABLE articles ADD KEY behind_hashes (title(191));

-- down
ALTER TABLE articles DROP KEY behind_hashes;
ALTER TABLE articles DROP KEY uq_articles_body_title;
ALTER TABLE articles DROP KEY hashed, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE articles DROP KEY words, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE articles DROP KEY by_scan, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE articles DROP KEY by_beginning, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE articles DROP KEY by_body, ALGORITHM=INPLACE, LOCK=NONE;
