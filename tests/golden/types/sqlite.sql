-- 002_types

-- up
CREATE TABLE every_type (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    a_tinyint TINYINT NOT NULL DEFAULT 1 CHECK (typeof(a_tinyint) = 'integer' AND a_tinyint BETWEEN -128 AND 127),
    a_mediumint MEDIUMINT CHECK (typeof(a_mediumint) IN ('integer', 'null') AND a_mediumint BETWEEN -8388608 AND 8388607),
    an_unsigned INTEGER NOT NULL DEFAULT 2000000000 CHECK (typeof(an_unsigned) = 'integer' AND an_unsigned BETWEEN 0 AND 4294967295),
    a_numeric NUMERIC CHECK (typeof(a_numeric) IN ('integer', 'real', 'null')),
    whole NUMERIC(5, 0) CHECK (round(whole) = whole AND abs(whole) < 100000),
    a_binary BLOB CHECK (typeof(a_binary) IN ('blob', 'null') AND length(a_binary) <= 16),
    a_varbinary BLOB NOT NULL DEFAULT x'615c62' CHECK (typeof(a_varbinary) = 'blob' AND length(a_varbinary) <= 20),
    a_time TIME CHECK (time(a_time) IS substr(a_time, 1, 8) AND a_time NOT GLOB '*[^0-9:.]*'),
    a_short_time TIME CHECK (time(a_short_time) IS substr(a_short_time, 1, 8) AND a_short_time NOT GLOB '*[^0-9:.]*'),
    a_timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP CHECK (date(substr(a_timestamp, 1, 10), '+0 days') || ' ' || time(substr(a_timestamp, 12)) IS substr(a_timestamp, 1, 19) AND substr(a_timestamp, 12) NOT GLOB '*[^0-9:.]*'),
    a_point_in_time TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP CHECK (date(substr(a_point_in_time, 1, 10), '+0 days') || ' ' || time(substr(a_point_in_time, 12)) IS substr(a_point_in_time, 1, 19) AND substr(a_point_in_time, 12) NOT GLOB '*[^0-9:.]*'),
    a_timetz TEXT CHECK (time(substr(a_timetz, 1, 8)) IS substr(a_timetz, 1, 8) AND a_timetz NOT GLOB '*[^0-9:.+-]*'),
    an_interval TEXT NOT NULL DEFAULT '1 day' CHECK (typeof(an_interval) <> 'blob'),
    a_short_interval TEXT CHECK (typeof(a_short_interval) <> 'blob'),
    a_year SMALLINT NOT NULL DEFAULT 2026 CHECK (typeof(a_year) = 'integer' AND a_year BETWEEN -32768 AND 32767),
    an_inet TEXT NOT NULL DEFAULT '::1' CHECK (typeof(an_inet) <> 'blob'),
    a_cidr TEXT CHECK (typeof(a_cidr) <> 'blob'),
    a_macaddr TEXT CHECK (a_macaddr LIKE '__:__:__:__:__:__' AND length(replace(a_macaddr, ':', '')) = 12 AND replace(a_macaddr, ':', '') NOT GLOB '*[^0-9A-Fa-f]*'),
    a_macaddr8 TEXT CHECK (a_macaddr8 LIKE '__:__:__:__:__:__:__:__' AND length(replace(a_macaddr8, ':', '')) = 16 AND replace(a_macaddr8, ':', '') NOT GLOB '*[^0-9A-Fa-f]*'),
    an_xml TEXT CHECK (typeof(an_xml) <> 'blob'),
    an_oid BIGINT CHECK (typeof(an_oid) IN ('integer', 'null') AND an_oid BETWEEN 0 AND 4294967295),
    PRIMARY KEY (id)
);

-- down
-- destroys: every_type
DROP TABLE every_type;
