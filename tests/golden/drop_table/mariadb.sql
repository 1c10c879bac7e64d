-- 002_drop_table

-- up
-- destroys: parts, categories
DROP TABLE parts;
DROP TABLE categories;

-- down
CREATE TABLE categories (
    id bigint NOT NULL AUTO_INCREMENT,
    name varchar(120) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_categories_name (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE parts (
    id bigint NOT NULL AUTO_INCREMENT,
    category_id bigint NOT NULL,
    name varchar(200) NOT NULL,
    price decimal(10, 2) NOT NULL DEFAULT 0,
    added_at datetime(6) NOT NULL DEFAULT utc_timestamp(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_parts_category_id_name (category_id, name),
    KEY ix_parts_name (name),
    CONSTRAINT fk_parts_category_id FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE CASCADE,
    CONSTRAINT price_not_negative CHECK (price >= 0),
    CONSTRAINT ck_parts_name CHECK (char_length(name) > 0)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
