-- 002_partitions_drop

-- up
-- destroys: events_2024, events_rest, events_old, events_new, places_rest, places_us, places_eu, grid_low, grid_middle, grid_ten, grid_high, notes_rest
DROP TABLE events_2024;
DROP TABLE events_rest;
DROP TABLE events_old;
DROP TABLE events_new;
DROP TABLE places_rest;
DROP TABLE places_us;
DROP TABLE places_eu;
DROP TABLE grid_low;
DROP TABLE grid_middle;
DROP TABLE grid_ten;
DROP TABLE grid_high;
DROP TABLE notes_rest;

-- down
CREATE TABLE notes_rest PARTITION OF notes DEFAULT;
CREATE TABLE grid_high PARTITION OF grid FOR VALUES FROM (10, MAXVALUE) TO (MAXVALUE, MAXVALUE);
CREATE TABLE grid_ten PARTITION OF grid FOR VALUES FROM (10, MINVALUE) TO (10, MAXVALUE);
CREATE TABLE grid_middle PARTITION OF grid FOR VALUES FROM (0, 0) TO (10, MINVALUE);
CREATE TABLE grid_low PARTITION OF grid FOR VALUES FROM (MINVALUE, MINVALUE) TO (0, 0);
CREATE TABLE places_eu PARTITION OF places FOR VALUES IN ('de', 'fr');
CREATE TABLE places_us PARTITION OF places FOR VALUES IN ('us', NULL);
CREATE TABLE places_rest PARTITION OF places DEFAULT;
CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2025-01-01') TO (MAXVALUE);
CREATE TABLE events_old PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
