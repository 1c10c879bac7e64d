-- 002_comments

-- up
CREATE TABLE u (
    id bigint NOT NULL COMMENT 'it''s a number',
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin COMMENT = 'all of them';
CREATE VIEW v AS SELECT id FROM u;
ALTER TABLE t ADD COLUMN note longtext COMMENT 'added';
ALTER TABLE t MODIFY COLUMN name longtext NOT NULL COMMENT 'how it is called';
ALTER TABLE t MODIFY COLUMN id bigint NOT NULL;
ALTER TABLE t COMMENT = 'after';

-- down
-- destroys: t.note, u
ALTER TABLE t COMMENT = 'before';
ALTER TABLE t MODIFY COLUMN id bigint NOT NULL COMMENT 'what it is known by';
ALTER TABLE t MODIFY COLUMN name longtext NOT NULL;
ALTER TABLE t DROP COLUMN note;
DROP VIEW v;
DROP TABLE u;
