-- 002_column_defaults

-- up
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE sessions (
    token CHAR(36) NOT NULL DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', (random() & 3) + 1, 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (token LIKE '________-____-____-____-____________' AND length(replace(token, '-', '')) = 32 AND replace(token, '-', '') NOT GLOB '*[^0-9A-Fa-f]*'),
    minutes INTEGER NOT NULL DEFAULT (60 * 24) CHECK (typeof(minutes) = 'integer' AND minutes BETWEEN -2147483648 AND 2147483647),
    noted TEXT NOT NULL DEFAULT ('on SQLite') CHECK (typeof(noted) <> 'blob'),
    label TEXT NOT NULL DEFAULT ('a' || 'b') CHECK (typeof(label) <> 'blob'),
    PRIMARY KEY (token)
);
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    state TEXT NOT NULL DEFAULT ('a' || 'b') CHECK (typeof(state) <> 'blob'),
    token CHAR(36) NOT NULL DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', (random() & 3) + 1, 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (token LIKE '________-____-____-____-____________' AND length(replace(token, '-', '')) = 32 AND replace(token, '-', '') NOT GLOB '*[^0-9A-Fa-f]*'),
    minutes INTEGER NOT NULL DEFAULT (60 * 24) CHECK (typeof(minutes) = 'integer' AND minutes BETWEEN -2147483648 AND 2147483647),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_t (rowid, id, state)
SELECT rowid, id, state FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: t.minutes, t.token, sessions
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    state TEXT NOT NULL DEFAULT 'new' CHECK (typeof(state) <> 'blob'),
    PRIMARY KEY (id)
);
INSERT INTO _retort_new_t (rowid, id, state)
SELECT rowid, id, state FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
DROP TABLE sessions;
