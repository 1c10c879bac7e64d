-- 002_comments

-- up
CREATE TABLE u (
    id BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE VIEW v AS SELECT id FROM u;
ALTER TABLE t ADD COLUMN note TEXT;

-- down
-- destroys: t.note, u
ALTER TABLE t DROP COLUMN note;
DROP VIEW v;
DROP TABLE u;
