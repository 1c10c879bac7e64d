-- 002_partitions

-- up
-- destroys: events_2024
DELETE FROM events WHERE at >= '2024-01-01' AND at < '2025-01-01';
CREATE TABLE by_country (
    country CHAR(2) NOT NULL CHECK (typeof(country) <> 'blob' AND length(country) <= 2),
    name TEXT NOT NULL CHECK (typeof(name) <> 'blob'),
    PRIMARY KEY (country)
);
CREATE TABLE spread (
    id BIGINT NOT NULL CHECK (typeof(id) = 'integer'),
    PRIMARY KEY (id)
);
CREATE INDEX ix_spread ON spread (id);
CREATE TABLE open_ended (
    n INTEGER NOT NULL CHECK (typeof(n) = 'integer' AND n BETWEEN -2147483648 AND 2147483647),
    m INTEGER NOT NULL CHECK (typeof(m) = 'integer' AND m BETWEEN -2147483648 AND 2147483647)
);

-- down
-- destroys: open_ended, spread, by_country, events_rest, events_2025
DROP TABLE open_ended;
DROP TABLE spread;
DROP TABLE by_country;
DELETE FROM events WHERE (at >= '2025-01-01' AND at < '2026-01-01') IS NOT TRUE AND (at >= '2024-01-01' AND at < '2025-01-01') IS NOT TRUE;
DELETE FROM events WHERE at >= '2025-01-01' AND at < '2026-01-01';
