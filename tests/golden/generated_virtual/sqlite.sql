-- 002_generated_virtual

-- up
CREATE TABLE boxes (
    w INTEGER NOT NULL CHECK (typeof(w) = 'integer' AND w BETWEEN -2147483648 AND 2147483647),
    h INTEGER NOT NULL CHECK (typeof(h) = 'integer' AND h BETWEEN -2147483648 AND 2147483647),
    area INTEGER NOT NULL GENERATED ALWAYS AS (w * h) VIRTUAL CHECK (typeof(area) = 'integer' AND area BETWEEN -2147483648 AND 2147483647),
    PRIMARY KEY (w, h)
);
ALTER TABLE items ADD COLUMN gross INTEGER NOT NULL GENERATED ALWAYS AS (price * 2) VIRTUAL CHECK (typeof(gross) = 'integer' AND gross BETWEEN -2147483648 AND 2147483647);

-- down
-- destroys: boxes
ALTER TABLE items DROP COLUMN gross;
DROP TABLE boxes;
