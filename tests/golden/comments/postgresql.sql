-- 002_comments

-- up
CREATE TABLE u (
    id bigint NOT NULL,
    CONSTRAINT pk_u PRIMARY KEY (id)
);
COMMENT ON TABLE u IS 'all of them';
COMMENT ON COLUMN u.id IS 'it''s a number';
CREATE VIEW v AS SELECT id FROM u;
COMMENT ON VIEW v IS 'a view';
ALTER TABLE t ADD COLUMN note text;
COMMENT ON COLUMN t.note IS 'added';
COMMENT ON COLUMN t.name IS 'how it is called';
COMMENT ON COLUMN t.id IS NULL;
COMMENT ON TABLE t IS 'after';

-- down
-- destroys: t.note, u
COMMENT ON TABLE t IS 'before';
COMMENT ON COLUMN t.id IS 'what it is known by';
COMMENT ON COLUMN t.name IS NULL;
ALTER TABLE t DROP COLUMN note;
DROP VIEW v;
DROP TABLE u;
