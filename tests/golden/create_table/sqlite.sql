-- 002_create_table
-- Everything that a table can have

-- up
CREATE TABLE everything (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    a_boolean BOOLEAN NOT NULL DEFAULT TRUE,
    a_smallint SMALLINT NOT NULL DEFAULT -1,
    an_integer INTEGER,
    a_bigint BIGINT NOT NULL DEFAULT 9223372036854775807,
    a_real REAL NOT NULL DEFAULT 0.5,
    a_double DOUBLE PRECISION NOT NULL DEFAULT 2.0,
    a_numeric NUMERIC(12, 4) NOT NULL DEFAULT 1.25,
    a_varchar VARCHAR(50) NOT NULL DEFAULT 'new',
    a_char CHAR(2),
    a_text TEXT,
    some_bytes BLOB NOT NULL DEFAULT x'615c62',
    a_date DATE NOT NULL DEFAULT CURRENT_DATE,
    a_time TIME NOT NULL DEFAULT CURRENT_TIME,
    a_timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    a_point_in_time TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    a_uuid CHAR(36),
    a_json TEXT NOT NULL DEFAULT '{}',
    a_jsonb TEXT,
    a_mood TEXT NOT NULL DEFAULT 'ok' CHECK (a_mood IN ('sad', 'ok', 'happy')),
    computed INTEGER NOT NULL DEFAULT (1 + 1),
    owner_id BIGINT NOT NULL,
    parent_id BIGINT,
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
    country CHAR(2) NOT NULL,
    city VARCHAR(80) NOT NULL,
    note TEXT,
    PRIMARY KEY (country, city)
);
CREATE TABLE visits (
    country CHAR(2) NOT NULL,
    city VARCHAR(80) NOT NULL,
    "on" DATE NOT NULL,
    FOREIGN KEY (country, city) REFERENCES without_identity (country, city) ON UPDATE CASCADE
);

-- down
-- destroys: visits, without_identity, everything
DROP TABLE visits;
DROP TABLE without_identity;
DROP TABLE everything;
