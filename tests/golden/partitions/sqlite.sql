-- 002_partitions

-- up
-- destroys: events_2024
DELETE FROM events WHERE at >= '2024-01-01' AND at < '2025-01-01';
CREATE TABLE by_country (
    country CHAR(2) NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (country)
);
CREATE TABLE spread (
    id BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_spread ON spread (id);
CREATE TABLE open_ended (
    n INTEGER NOT NULL,
    m INTEGER NOT NULL
);

-- down
-- destroys: open_ended, spread, by_country, events_rest, events_2025
DROP TABLE open_ended;
DROP TABLE spread;
DROP TABLE by_country;
DELETE FROM events WHERE (at >= '2025-01-01' AND at < '2026-01-01') IS NOT TRUE AND (at >= '2024-01-01' AND at < '2025-01-01') IS NOT TRUE;
DELETE FROM events WHERE at >= '2025-01-01' AND at < '2026-01-01';
