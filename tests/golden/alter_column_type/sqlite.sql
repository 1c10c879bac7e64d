-- 002_alter_column_type

-- up
-- destroys: t.narrowed, t.smaller, t.rounded, t.scaled, t.parsed, t.flag, t.counted, t.day, t.local, t.document, t.feeling, t.raw
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id INTEGER NOT NULL CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
    widened VARCHAR(80) NOT NULL DEFAULT 'x' CHECK (typeof(widened) <> 'blob' AND length(widened) <= 80),
    narrowed VARCHAR(50) NOT NULL CHECK (typeof(narrowed) <> 'blob' AND length(narrowed) <= 50),
    bigger BIGINT NOT NULL DEFAULT 1 CHECK (typeof(bigger) = 'integer'),
    smaller SMALLINT NOT NULL CHECK (typeof(smaller) = 'integer' AND smaller BETWEEN -32768 AND 32767),
    rounded INTEGER NOT NULL CHECK (typeof(rounded) = 'integer' AND rounded BETWEEN -2147483648 AND 2147483647),
    scaled NUMERIC(12, 2) NOT NULL CHECK (round(scaled, 2) = scaled AND abs(scaled) < 10000000000),
    spelled TEXT NOT NULL CHECK (typeof(spelled) <> 'blob'),
    parsed INTEGER DEFAULT 0 CHECK (typeof(parsed) IN ('integer', 'null') AND parsed BETWEEN -2147483648 AND 2147483647),
    flag BIGINT NOT NULL CHECK (typeof(flag) = 'integer'),
    counted BOOLEAN NOT NULL CHECK (counted IN (0, 1)),
    day DATE NOT NULL CHECK (date(day, '+0 days') IS day),
    moment TIMESTAMPTZ NOT NULL CHECK (date(substr(moment, 1, 10), '+0 days') || ' ' || time(substr(moment, 12)) IS substr(moment, 1, 19) AND substr(moment, 12) NOT GLOB '*[^0-9:.]*'),
    local TIMESTAMPTZ NOT NULL CHECK (date(substr(local, 1, 10), '+0 days') || ' ' || time(substr(local, 12)) IS substr(local, 1, 19) AND substr(local, 12) NOT GLOB '*[^0-9:.]*'),
    document TEXT NOT NULL DEFAULT '{}' CHECK (typeof(document) = 'text' AND json_valid(document)),
    feeling TEXT NOT NULL DEFAULT 'ok' CHECK (feeling IN ('sad', 'ok')),
    raw TEXT NOT NULL CHECK (typeof(raw) <> 'blob'),
    PRIMARY KEY (id),
    CONSTRAINT widened_is_known CHECK (widened <> '')
);
INSERT INTO _retort_new_t (id, widened, narrowed, bigger, smaller, rounded, scaled, spelled, parsed, flag, counted, day, moment, local, document, feeling, raw)
SELECT id, widened, narrowed, bigger, smaller, CASE typeof(rounded) WHEN 'real' THEN round(rounded * 1.0000000000000004) ELSE rounded END, CASE typeof(scaled) WHEN 'real' THEN round(scaled * 1.0000000000000004, 2) ELSE scaled END, spelled, parsed, flag, counted <> 0, coalesce(date(day), day), moment || ' 00:00:00', local, document, feeling, CAST(raw AS TEXT) FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: t.raw, t.document, t.local, t.moment, t.counted, t.flag, t.spelled, t.scaled, t.bigger, t.widened
-- rebuilds: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- must count no rows: rows of t do not fit the new spelled
SELECT count(*) FROM t WHERE spelled IS NOT NULL AND (CASE WHEN ltrim(spelled, '+-') GLOB '*[^0-9]*' OR spelled NOT GLOB '*[0-9]*' THEN TRUE ELSE CAST(spelled AS NUMERIC) NOT BETWEEN -2147483648 AND 2147483647 END);
-- must count no rows: rows of t do not fit the new scaled
SELECT count(*) FROM t WHERE abs(scaled) >= 100000000;
-- must count no rows: rows of t do not fit the new bigger
SELECT count(*) FROM t WHERE bigger NOT BETWEEN -2147483648 AND 2147483647;
-- must count no rows: rows of t do not fit the new widened
SELECT count(*) FROM t WHERE length(widened) > 20;
CREATE TABLE _retort_new_t (
    id INTEGER NOT NULL CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
    widened VARCHAR(20) NOT NULL DEFAULT 'x' CHECK (typeof(widened) <> 'blob' AND length(widened) <= 20),
    narrowed VARCHAR(200) NOT NULL CHECK (typeof(narrowed) <> 'blob' AND length(narrowed) <= 200),
    bigger INTEGER NOT NULL DEFAULT 1 CHECK (typeof(bigger) = 'integer' AND bigger BETWEEN -2147483648 AND 2147483647),
    smaller BIGINT NOT NULL CHECK (typeof(smaller) = 'integer'),
    rounded DOUBLE PRECISION NOT NULL CHECK (typeof(rounded) IN ('integer', 'real')),
    scaled NUMERIC(12, 4) NOT NULL CHECK (round(scaled, 4) = scaled AND abs(scaled) < 100000000),
    spelled INTEGER NOT NULL CHECK (typeof(spelled) = 'integer' AND spelled BETWEEN -2147483648 AND 2147483647),
    parsed TEXT DEFAULT '0' CHECK (typeof(parsed) <> 'blob'),
    flag BOOLEAN NOT NULL CHECK (flag IN (0, 1)),
    counted INTEGER NOT NULL CHECK (typeof(counted) = 'integer' AND counted BETWEEN -2147483648 AND 2147483647),
    day TIMESTAMP NOT NULL CHECK (date(substr(day, 1, 10), '+0 days') || ' ' || time(substr(day, 12)) IS substr(day, 1, 19) AND substr(day, 12) NOT GLOB '*[^0-9:.]*'),
    moment DATE NOT NULL CHECK (date(moment, '+0 days') IS moment),
    local TIMESTAMP NOT NULL CHECK (date(substr(local, 1, 10), '+0 days') || ' ' || time(substr(local, 12)) IS substr(local, 1, 19) AND substr(local, 12) NOT GLOB '*[^0-9:.]*'),
    document TEXT NOT NULL DEFAULT '{}' CHECK (typeof(document) = 'text' AND json_valid(document)),
    feeling TEXT NOT NULL DEFAULT 'ok' CHECK (typeof(feeling) <> 'blob'),
    raw BLOB NOT NULL CHECK (typeof(raw) = 'blob'),
    PRIMARY KEY (id),
    CONSTRAINT widened_is_known CHECK (widened <> '')
);
INSERT INTO _retort_new_t (id, widened, narrowed, bigger, smaller, rounded, scaled, spelled, parsed, flag, counted, day, moment, local, document, feeling, raw)
SELECT id, widened, narrowed, bigger, smaller, rounded, scaled, spelled, parsed, flag <> 0, counted, day || ' 00:00:00', coalesce(date(moment), moment), local, document, feeling, CAST(raw AS BLOB) FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
