-- 002_exclusion

-- up
CREATE TABLE shifts (
    during int4range NOT NULL,
    CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) DEFERRABLE INITIALLY DEFERRED
);
ALTER TABLE bookings ADD CONSTRAINT one_at_a_time EXCLUDE USING gist (during WITH &&) WHERE (NOT cancelled);
ALTER TABLE bookings RENAME COLUMN during TO at;
ALTER TABLE shifts DROP CONSTRAINT no_overlap;

-- down
-- destroys: shifts
-- must count no rows: rows of shifts conflict with each other
WITH keyed AS (SELECT row_number() OVER () AS n, during AS k1 FROM shifts) SELECT count(*) FROM keyed AS one JOIN keyed AS other ON one.n < other.n AND one.k1 && other.k1;
ALTER TABLE shifts ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE bookings RENAME COLUMN at TO during;
ALTER TABLE bookings DROP CONSTRAINT one_at_a_time;
DROP TABLE shifts;
