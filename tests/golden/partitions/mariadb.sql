-- 002_partitions

-- up
-- destroys: events_2024
DELETE FROM events WHERE at >= '2024-01-01' AND at < '2025-01-01';
CREATE TABLE by_country (
    country char(2) NOT NULL,
    name longtext NOT NULL,
    PRIMARY KEY (country)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE spread (
    id bigint NOT NULL,
    PRIMARY KEY (id),
    KEY ix_spread (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE open_ended (
    n int NOT NULL,
    m int NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- down
-- destroys: open_ended, spread, by_country, events_rest, events_2025
DROP TABLE open_ended;
DROP TABLE spread;
DROP TABLE by_country;
DELETE FROM events WHERE (at >= '2025-01-01' AND at < '2026-01-01') IS NOT TRUE AND (at >= '2024-01-01' AND at < '2025-01-01') IS NOT TRUE;
DELETE FROM events WHERE at >= '2025-01-01' AND at < '2026-01-01';
