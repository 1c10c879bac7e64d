-- 002_generated_virtual

-- up
CREATE TABLE boxes (
    w int NOT NULL,
    h int NOT NULL,
    area int GENERATED ALWAYS AS (w * h) VIRTUAL CHECK (area IS NOT NULL),
    PRIMARY KEY (w, h)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
ALTER TABLE items ADD COLUMN gross int GENERATED ALWAYS AS (price * 2) VIRTUAL CHECK (gross IS NOT NULL), ALGORITHM=COPY;

-- down
-- destroys: boxes
ALTER TABLE items DROP COLUMN gross;
DROP TABLE boxes;
