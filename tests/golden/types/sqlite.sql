-- 002_types

-- up
CREATE TABLE every_type (
    id BIGINT NOT NULL,
    a_tinyint TINYINT NOT NULL DEFAULT 1,
    a_mediumint MEDIUMINT,
    an_unsigned INTEGER NOT NULL DEFAULT 2000000000,
    a_numeric NUMERIC,
    whole NUMERIC(5, 0),
    a_binary BLOB,
    a_varbinary BLOB NOT NULL DEFAULT x'615c62',
    a_time TIME,
    a_short_time TIME,
    a_timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    a_point_in_time TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    a_timetz TEXT,
    an_interval TEXT NOT NULL DEFAULT '1 day',
    a_short_interval TEXT,
    a_year SMALLINT NOT NULL DEFAULT 2026,
    an_inet TEXT NOT NULL DEFAULT '::1',
    a_cidr TEXT,
    a_macaddr TEXT,
    a_macaddr8 TEXT,
    an_xml TEXT,
    an_oid BIGINT,
    PRIMARY KEY (id)
);

-- down
-- destroys: every_type
DROP TABLE every_type;
