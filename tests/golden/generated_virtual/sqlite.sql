-- 002_generated_virtual

-- up
CREATE TABLE boxes (
    w INTEGER NOT NULL,
    h INTEGER NOT NULL,
    area INTEGER NOT NULL GENERATED ALWAYS AS (w * h) VIRTUAL,
    PRIMARY KEY (w, h)
);
ALTER TABLE items ADD COLUMN gross INTEGER NOT NULL GENERATED ALWAYS AS (price * 2) VIRTUAL;

-- down
-- destroys: boxes
ALTER TABLE items DROP COLUMN gross;
DROP TABLE boxes;
