-- 002_drop_table

-- up
-- destroys: parts, categories
DROP TABLE parts;
DROP TABLE categories;

-- down
CREATE TABLE categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name VARCHAR(120) NOT NULL,
    UNIQUE (name)
);
CREATE TABLE parts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    category_id BIGINT NOT NULL,
    name VARCHAR(200) NOT NULL,
    price NUMERIC(10, 2) NOT NULL DEFAULT 0,
    added_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (category_id, name),
    FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE CASCADE,
    CONSTRAINT price_not_negative CHECK (price >= 0),
    CHECK (length(name) > 0)
);
CREATE INDEX ix_parts_name ON parts (name);
CREATE INDEX cheap_parts ON parts (price) WHERE price < 100;
