-- 002_create_categories_parts_tables
-- Create categories and parts tables

-- up
CREATE TABLE categories (
    id int NOT NULL AUTO_INCREMENT,
    name_ru varchar(120) NOT NULL,
    name_he varchar(120),
    name_en varchar(120),
    icon varchar(10) DEFAULT '🔧',
    sort_order int DEFAULT 0,
    created_at datetime(6) DEFAULT utc_timestamp(6),
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE parts (
    id int NOT NULL AUTO_INCREMENT,
    category_id int NOT NULL,
    name_ru varchar(200) NOT NULL,
    name_he varchar(200),
    name_en varchar(200),
    is_common boolean DEFAULT TRUE,
    sort_order int DEFAULT 0,
    created_at datetime(6) DEFAULT utc_timestamp(6),
    PRIMARY KEY (id),
    KEY idx_parts_category_id (category_id),
    CONSTRAINT fk_parts_category_id FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- down
-- destroys: parts, categories
DROP TABLE parts;
DROP TABLE categories;
