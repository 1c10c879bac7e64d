-- 002_types

-- up
CREATE TABLE every_type (
    id bigint NOT NULL,
    a_tinyint smallint NOT NULL DEFAULT 1,
    a_mediumint integer,
    an_unsigned integer NOT NULL DEFAULT 2000000000,
    a_numeric numeric,
    whole numeric(5, 0),
    a_binary bytea,
    a_varbinary bytea NOT NULL DEFAULT '\x615c62',
    a_time time,
    a_short_time time(0),
    a_timestamp timestamp(3) NOT NULL DEFAULT (CURRENT_TIMESTAMP AT TIME ZONE 'UTC'),
    a_point_in_time timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    a_timetz timetz,
    an_interval interval NOT NULL DEFAULT '1 day',
    a_short_interval interval(2),
    a_year smallint NOT NULL DEFAULT 2026,
    an_inet inet NOT NULL DEFAULT '::1',
    a_cidr cidr,
    a_macaddr macaddr,
    a_macaddr8 macaddr8,
    an_xml xml,
    an_oid oid,
    CONSTRAINT pk_every_type PRIMARY KEY (id)
);

-- down
-- destroys: every_type
DROP TABLE every_type;
