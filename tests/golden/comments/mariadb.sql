-- 002_comments

-- up
-- outside of a transaction
CREATE TABLE u (
    id bigint NOT NULL COMMENT 'it''s a number',
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin COMMENT = 'all of them';
-- outside of a transaction
CREATE VIEW v AS SELECT id FROM u;
-- outside of a transaction
ALTER TABLE t ADD COLUMN note longtext COMMENT 'added';
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN name longtext NOT NULL COMMENT 'how it is called';
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN id bigint NOT NULL;
-- outside of a transaction
ALTER TABLE t COMMENT = 'after';

-- down
-- destroys: t.note, u
-- outside of a transaction
ALTER TABLE t COMMENT = 'before';
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN id bigint NOT NULL COMMENT 'what it is known by';
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN name longtext NOT NULL;
-- outside of a transaction
ALTER TABLE t DROP COLUMN note;
-- outside of a transaction
DROP VIEW v;
-- outside of a transaction
DROP TABLE u;
