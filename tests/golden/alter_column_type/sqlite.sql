-- 002_alter_column_type

-- up
-- destroys: t.narrowed, t.smaller, t.rounded, t.scaled, t.parsed, t.flag, t.counted, t.day, t.local, t.document, t.feeling, t.raw
-- makes anew: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id INTEGER NOT NULL,
    widened VARCHAR(80) NOT NULL DEFAULT 'x',
    narrowed VARCHAR(50) NOT NULL,
    bigger BIGINT NOT NULL DEFAULT 1,
    smaller SMALLINT NOT NULL,
    rounded INTEGER NOT NULL,
    scaled NUMERIC(12, 2) NOT NULL,
    spelled TEXT NOT NULL,
    parsed INTEGER DEFAULT 0,
    flag BIGINT NOT NULL,
    counted BOOLEAN NOT NULL,
    day DATE NOT NULL,
    moment TIMESTAMPTZ NOT NULL,
    local TIMESTAMPTZ NOT NULL,
    document TEXT NOT NULL DEFAULT '{}',
    feeling TEXT NOT NULL DEFAULT 'ok' CHECK (feeling IN ('sad', 'ok')),
    raw TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT widened_is_known CHECK (widened <> '')
);
INSERT INTO _retort_new_t (id, widened, narrowed, bigger, smaller, rounded, scaled, spelled, parsed, flag, counted, day, moment, local, document, feeling, raw)
SELECT id, widened, narrowed, bigger, smaller, CAST(round(rounded) AS INTEGER), round(scaled, 2), spelled, parsed, flag, counted <> 0, coalesce(date(day), day), moment || ' 00:00:00', local, document, feeling, CAST(raw AS TEXT) FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: t.raw, t.document, t.local, t.moment, t.counted, t.flag, t.spelled, t.scaled, t.bigger, t.widened
-- makes anew: t (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_t (
    id INTEGER NOT NULL,
    widened VARCHAR(20) NOT NULL DEFAULT 'x',
    narrowed VARCHAR(200) NOT NULL,
    bigger INTEGER NOT NULL DEFAULT 1,
    smaller BIGINT NOT NULL,
    rounded DOUBLE PRECISION NOT NULL,
    scaled NUMERIC(12, 4) NOT NULL,
    spelled INTEGER NOT NULL,
    parsed TEXT DEFAULT '0',
    flag BOOLEAN NOT NULL,
    counted INTEGER NOT NULL,
    day TIMESTAMP NOT NULL,
    moment DATE NOT NULL,
    local TIMESTAMP NOT NULL,
    document TEXT NOT NULL DEFAULT '{}',
    feeling TEXT NOT NULL DEFAULT 'ok',
    raw BLOB NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT widened_is_known CHECK (widened <> '')
);
INSERT INTO _retort_new_t (id, widened, narrowed, bigger, smaller, rounded, scaled, spelled, parsed, flag, counted, day, moment, local, document, feeling, raw)
SELECT id, widened, narrowed, bigger, smaller, rounded, scaled, spelled, parsed, flag <> 0, counted, day || ' 00:00:00', coalesce(date(moment), moment), local, document, feeling, CAST(raw AS BLOB) FROM t;
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;
