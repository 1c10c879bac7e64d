-- 002_expressions

-- up
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    a INTEGER NOT NULL CHECK (typeof(a) = 'integer' AND a BETWEEN -2147483648 AND 2147483647),
    b INTEGER NOT NULL CHECK (typeof(b) = 'integer' AND b BETWEEN -2147483648 AND 2147483647),
    r DOUBLE PRECISION NOT NULL CHECK (typeof(r) IN ('integer', 'real')),
    s TEXT NOT NULL CHECK (typeof(s) <> 'blob'),
    "on" BOOLEAN NOT NULL CHECK ("on" IN (0, 1)),
    at TIMESTAMP NOT NULL CHECK (date(substr(at, 1, 10), '+0 days') || ' ' || time(substr(at, 12)) IS substr(at, 1, 19) AND substr(at, 12) NOT GLOB '*[^0-9:.]*'),
    CONSTRAINT or_in_and CHECK ((a = 1 OR b = 2) AND a < 9),
    CONSTRAINT and_in_or CHECK (a = 1 AND b = 2 OR a < 9),
    CONSTRAINT not_all CHECK (NOT (a = 1 AND b = 2)),
    CONSTRAINT not_one CHECK (NOT "on" OR NOT (a = 1)),
    CONSTRAINT sums CHECK (a - (b - 1) = (a + b) * 2 - 1),
    CONSTRAINT products CHECK (a / (b / 2) >= - a * - (- b)),
    CONSTRAINT negative CHECK (a - -5 > - (a + 1)),
    CONSTRAINT no_integer_division CHECK (a / 2.0 < 0.5),
    CONSTRAINT compared_comparisons CHECK ((a < b) = ((s LIKE 'x%') = "on")),
    CONSTRAINT nulls CHECK ((a + 1 IS NULL) = (s IS NOT NULL)),
    CONSTRAINT lists CHECK (a + 1 IN (1, -2, 3) AND NOT (s IN ('it''s', 'so'))),
    CONSTRAINT likes CHECK (lower(s) LIKE '%it''s_\%' OR length(upper(s)) < 3),
    CONSTRAINT "between" CHECK (a >= 1 AND a <= 5 OR b >= -5 AND b <= -1),
    CONSTRAINT raw CHECK ((a % 2 = 0 OR b = 1) AND "on")
);
INSERT INTO _retort_new_t (rowid, a, b, r, s, "on", at)
SELECT rowid, a, b, r, s, "on", at FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "some" ON t (a) WHERE at > '2026-01-01 00:00:00' AND "on" = TRUE;

-- down
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    a INTEGER NOT NULL CHECK (typeof(a) = 'integer' AND a BETWEEN -2147483648 AND 2147483647),
    b INTEGER NOT NULL CHECK (typeof(b) = 'integer' AND b BETWEEN -2147483648 AND 2147483647),
    r DOUBLE PRECISION NOT NULL CHECK (typeof(r) IN ('integer', 'real')),
    s TEXT NOT NULL CHECK (typeof(s) <> 'blob'),
    "on" BOOLEAN NOT NULL CHECK ("on" IN (0, 1)),
    at TIMESTAMP NOT NULL CHECK (date(substr(at, 1, 10), '+0 days') || ' ' || time(substr(at, 12)) IS substr(at, 1, 19) AND substr(at, 12) NOT GLOB '*[^0-9:.]*')
);
INSERT INTO _retort_new_t (rowid, a, b, r, s, "on", at)
SELECT rowid, a, b, r, s, "on", at FROM t;
DROP INDEX "some";
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
