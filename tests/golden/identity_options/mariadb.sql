-- 002_identity_options

-- up
-- outside of a transaction
CREATE TABLE orders (
    id bigint NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin AUTO_INCREMENT = 1000;
-- outside of a transaction
CREATE TABLE below (
    id int NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
-- outside of a transaction
CREATE TABLE around (
    id int NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
-- outside of a transaction
SET STATEMENT sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO') FOR ALTER TABLE u MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT, AUTO_INCREMENT = 100;

-- down
-- destroys: around, below, orders
-- outside of a transaction
ALTER TABLE u MODIFY COLUMN id bigint NOT NULL;
-- outside of a transaction
DROP TABLE around;
-- outside of a transaction
DROP TABLE below;
-- outside of a transaction
DROP TABLE orders;
