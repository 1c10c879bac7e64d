-- 000_initial
-- The tables before the first migration

-- up
CREATE TABLE orders (
    id int NOT NULL AUTO_INCREMENT,
    mechanic_name varchar(120) NOT NULL,
    telegram_id varchar(50) NOT NULL,
    category varchar(120) NOT NULL,
    vin varchar(50) NOT NULL,
    selected_parts json NOT NULL,
    is_original boolean DEFAULT FALSE,
    photo_url varchar(250),
    status varchar(50) DEFAULT 'новый',
    printed boolean DEFAULT FALSE,
    created_at datetime(6) DEFAULT utc_timestamp(6),
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- down
-- destroys: orders
DROP TABLE orders;
