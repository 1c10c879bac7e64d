-- 002_comments

-- up
CREATE TABLE u (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    PRIMARY KEY (id)
);
CREATE VIEW v AS SELECT id FROM u;
ALTER TABLE t ADD COLUMN note TEXT CHECK (typeof(note) <> 'blob');

-- down
-- destroys: t.note, u
ALTER TABLE t DROP COLUMN note;
DROP VIEW v;
DROP TABLE u;
