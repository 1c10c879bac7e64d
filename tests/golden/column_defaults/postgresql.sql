-- 002_column_defaults

-- up
CREATE TABLE sessions (
    token uuid NOT NULL DEFAULT gen_random_uuid(),
    minutes integer NOT NULL DEFAULT (60 * 24),
    noted text NOT NULL DEFAULT (current_database()),
    label text NOT NULL DEFAULT ('a' || 'b'),
    CONSTRAINT pk_sessions PRIMARY KEY (token)
);
ALTER TABLE t ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE t ADD COLUMN minutes integer NOT NULL DEFAULT (60 * 24);
ALTER TABLE t ALTER COLUMN state SET DEFAULT ('a' || 'b');

-- down
-- destroys: t.minutes, t.token, sessions
ALTER TABLE t ALTER COLUMN state SET DEFAULT 'new';
ALTER TABLE t DROP COLUMN minutes;
ALTER TABLE t DROP COLUMN token;
DROP TABLE sessions;
