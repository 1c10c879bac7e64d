-- 002_partition_drop_of_hash

-- up
-- destroys: spread_0
DROP TABLE spread_0;

-- down
CREATE TABLE spread_0 PARTITION OF spread FOR VALUES WITH (MODULUS 2, REMAINDER 0);
