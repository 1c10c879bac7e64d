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
ALTER TABLE shifts ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE bookings RENAME COLUMN at TO during;
ALTER TABLE bookings DROP CONSTRAINT one_at_a_time;
DROP TABLE shifts;
