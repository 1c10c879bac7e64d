-- 002_index_prefixes

-- up
-- rebuilds: articles (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    title VARCHAR(1000) NOT NULL CHECK (typeof(title) <> 'blob' AND length(title) <= 1000),
    body TEXT NOT NULL CHECK (typeof(body) <> 'blob'),
    scan BLOB CHECK (typeof(scan) IN ('blob', 'null')),
    UNIQUE (body, title)
);
INSERT INTO _retort_new_articles (id, title, body, scan)
SELECT id, title, body, scan FROM articles;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_articles';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_articles', seq FROM sqlite_sequence WHERE name = 'articles';
DROP TABLE articles;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_articles RENAME TO articles;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_articles_title ON articles (title);
CREATE INDEX by_body ON articles (body);
CREATE INDEX by_beginning ON articles (body, title DESC);
CREATE INDEX by_scan ON articles (scan, id);
CREATE INDEX behind_hashes ON articles (title);

-- down
-- rebuilds: articles (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    title VARCHAR(1000) NOT NULL CHECK (typeof(title) <> 'blob' AND length(title) <= 1000),
    body TEXT NOT NULL CHECK (typeof(body) <> 'blob'),
    scan BLOB CHECK (typeof(scan) IN ('blob', 'null'))
);
INSERT INTO _retort_new_articles (id, title, body, scan)
SELECT id, title, body, scan FROM articles;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_articles';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_articles', seq FROM sqlite_sequence WHERE name = 'articles';
DROP INDEX by_body;
DROP INDEX by_beginning;
DROP INDEX by_scan;
DROP INDEX behind_hashes;
DROP TABLE articles;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_articles RENAME TO articles;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_articles_title ON articles (title);
