-- 002_identity_options

-- up
CREATE TABLE orders (
    id bigint NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin AUTO_INCREMENT = 1000;
CREATE TABLE below (
    id int NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE around (
    id int NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
SET STATEMENT sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO') FOR ALTER TABLE u MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT, AUTO_INCREMENT = 100;

-- down
-- destroys: around, below, orders
ALTER TABLE u MODIFY COLUMN id bigint NOT NULL;
DROP TABLE around;
DROP TABLE below;
DROP TABLE orders;
