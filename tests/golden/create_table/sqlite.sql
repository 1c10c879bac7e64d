-- 002_create_table
-- Everything that a table can have

-- up
CREATE TABLE everything (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    a_boolean BOOLEAN NOT NULL DEFAULT TRUE CHECK (a_boolean IN (0, 1)),
    a_smallint SMALLINT NOT NULL DEFAULT -1 CHECK (typeof(a_smallint) = 'integer' AND a_smallint BETWEEN -32768 AND 32767),
    an_integer INTEGER CHECK (typeof(an_integer) IN ('integer', 'null') AND an_integer BETWEEN -2147483648 AND 2147483647),
    a_bigint BIGINT NOT NULL DEFAULT 9223372036854775807 CHECK (typeof(a_bigint) = 'integer'),
    a_real REAL NOT NULL DEFAULT 0.5 CHECK (typeof(a_real) IN ('integer', 'real')),
    a_double DOUBLE PRECISION NOT NULL DEFAULT 2.0 CHECK (typeof(a_double) IN ('integer', 'real')),
    a_numeric NUMERIC(12, 4) NOT NULL DEFAULT 1.25 CHECK (round(a_numeric, 4) = a_numeric AND abs(a_numeric) < 100000000),
    a_varchar VARCHAR(50) NOT NULL DEFAULT 'new' CHECK (typeof(a_varchar) <> 'blob' AND length(a_varchar) <= 50),
    a_char CHAR(2) CHECK (typeof(a_char) <> 'blob' AND length(a_char) <= 2),
    a_text TEXT CHECK (typeof(a_text) <> 'blob'),
    some_bytes BLOB NOT NULL DEFAULT x'615c62' CHECK (typeof(some_bytes) = 'blob'),
    a_date DATE NOT NULL DEFAULT CURRENT_DATE CHECK (date(a_date, '+0 days') IS a_date),
    a_time TIME NOT NULL DEFAULT CURRENT_TIME CHECK (time(a_time) IS substr(a_time, 1, 8) AND a_time NOT GLOB '*[^0-9:.]*'),
    a_timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP CHECK (date(substr(a_timestamp, 1, 10), '+0 days') || ' ' || time(substr(a_timestamp, 12)) IS substr(a_timestamp, 1, 19) AND substr(a_timestamp, 12) NOT GLOB '*[^0-9:.]*'),
    a_point_in_time TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP CHECK (date(substr(a_point_in_time, 1, 10), '+0 days') || ' ' || time(substr(a_point_in_time, 12)) IS substr(a_point_in_time, 1, 19) AND substr(a_point_in_time, 12) NOT GLOB '*[^0-9:.]*'),
    a_uuid CHAR(36) CHECK (a_uuid LIKE '________-____-____-____-____________' AND length(replace(a_uuid, '-', '')) = 32 AND replace(a_uuid, '-', '') NOT GLOB '*[^0-9A-Fa-f]*'),
    a_json TEXT NOT NULL DEFAULT '{}' CHECK (typeof(a_json) = 'text' AND json_valid(a_json)),
    a_jsonb TEXT CHECK (a_jsonb IS NULL OR (typeof(a_jsonb) = 'text' AND json_valid(a_jsonb))),
    a_mood TEXT NOT NULL DEFAULT 'ok' CHECK (a_mood IN ('sad', 'ok', 'happy')),
    computed INTEGER NOT NULL DEFAULT (1 + 1) CHECK (typeof(computed) = 'integer' AND computed BETWEEN -2147483648 AND 2147483647),
    owner_id BIGINT NOT NULL CHECK (typeof(owner_id) = 'integer'),
    parent_id BIGINT CHECK (typeof(parent_id) IN ('integer', 'null')),
    UNIQUE (a_varchar, owner_id),
    CONSTRAINT one_uuid_each UNIQUE (a_uuid),
    FOREIGN KEY (owner_id) REFERENCES people (id) ON DELETE CASCADE ON UPDATE RESTRICT,
    FOREIGN KEY (parent_id) REFERENCES everything (id) ON DELETE SET NULL,
    CHECK (a_smallint < an_integer),
    CONSTRAINT percentage CHECK (a_real >= 0 AND a_real <= 100)
);
CREATE INDEX ix_everything_owner_id ON everything (owner_id);
CREATE INDEX by_age ON everything (a_timestamp DESC, id);
CREATE UNIQUE INDEX ix_everything_a_char ON everything (a_char) WHERE a_char IS NOT NULL;
CREATE TABLE without_identity (
    country CHAR(2) NOT NULL CHECK (typeof(country) <> 'blob' AND length(country) <= 2),
    city VARCHAR(80) NOT NULL CHECK (typeof(city) <> 'blob' AND length(city) <= 80),
    note TEXT CHECK (typeof(note) <> 'blob'),
    PRIMARY KEY (country, city)
);
CREATE TABLE visits (
    country CHAR(2) NOT NULL CHECK (typeof(country) <> 'blob' AND length(country) <= 2),
    city VARCHAR(80) NOT NULL CHECK (typeof(city) <> 'blob' AND length(city) <= 80),
    "on" DATE NOT NULL CHECK (date("on", '+0 days') IS "on"),
    FOREIGN KEY (country, city) REFERENCES without_identity (country, city) ON UPDATE CASCADE
);

-- down
-- destroys: visits, without_identity, everything
DROP TABLE visits;
DROP TABLE without_identity;
DROP TABLE everything;
