-- 002_column_defaults

-- up
CREATE TABLE sessions (
    token char(36) character set ascii NOT NULL DEFAULT uuid(),
    minutes int NOT NULL DEFAULT (60 * 24),
    noted longtext NOT NULL DEFAULT (version()),
    label longtext NOT NULL DEFAULT ('a' || 'b'),
    PRIMARY KEY (token)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
ALTER TABLE t ADD COLUMN token char(36) character set ascii NOT NULL DEFAULT uuid();
ALTER TABLE t ADD COLUMN minutes int NOT NULL DEFAULT (60 * 24);
ALTER TABLE t MODIFY COLUMN state longtext NOT NULL DEFAULT ('a' || 'b');

-- down
-- destroys: t.minutes, t.token, sessions
ALTER TABLE t MODIFY COLUMN state longtext NOT NULL DEFAULT 'new';
ALTER TABLE t DROP COLUMN minutes, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE t DROP COLUMN token, ALGORITHM=INPLACE, LOCK=NONE;
DROP TABLE sessions;
