-- 002_partitions

-- up
-- destroys: events_2024
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
DROP TABLE events_2024;
CREATE TABLE by_country (
    country char(2) NOT NULL,
    name text NOT NULL,
    CONSTRAINT pk_by_country PRIMARY KEY (country)
) PARTITION BY LIST (country);
CREATE TABLE by_country_eu PARTITION OF by_country FOR VALUES IN ('de', 'fr') WITH (fillfactor = 70);
CREATE TABLE by_country_us PARTITION OF by_country FOR VALUES IN ('us') WITH (fillfactor = 70);
CREATE TABLE spread (
    id bigint NOT NULL,
    CONSTRAINT pk_spread PRIMARY KEY (id)
) PARTITION BY HASH (id);
CREATE TABLE spread_0 PARTITION OF spread FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE spread_1 PARTITION OF spread FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX ix_spread ON spread (id);
CREATE TABLE open_ended (
    n integer NOT NULL,
    m integer NOT NULL
) PARTITION BY RANGE (n, m);
CREATE TABLE below PARTITION OF open_ended FOR VALUES FROM (MINVALUE, MINVALUE) TO (0, 0);

-- down
-- destroys: open_ended, spread, by_country, events_rest, events_2025
DROP TABLE open_ended;
DROP TABLE spread;
DROP TABLE by_country;
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
DROP TABLE events_rest;
DROP TABLE events_2025;
