-- 002_drop_table

-- up
-- destroys: parts, categories
DROP TABLE parts;
DROP TABLE categories;

-- down
CREATE TABLE categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name VARCHAR(120) NOT NULL CHECK (typeof(name) <> 'blob' AND length(name) <= 120),
    UNIQUE (name)
);
CREATE TABLE parts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    category_id BIGINT NOT NULL CHECK (typeof(category_id) = 'integer'),
    name VARCHAR(200) NOT NULL CHECK (typeof(name) <> 'blob' AND length(name) <= 200),
    price NUMERIC(10, 2) NOT NULL DEFAULT 0 CHECK (round(price, 2) = price AND abs(price) < 100000000),
    added_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP CHECK (date(substr(added_at, 1, 10), '+0 days') || ' ' || time(substr(added_at, 12)) IS substr(added_at, 1, 19) AND substr(added_at, 12) NOT GLOB '*[^0-9:.]*'),
    UNIQUE (category_id, name),
    FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE CASCADE,
    CONSTRAINT price_not_negative CHECK (price >= 0),
    CHECK (length(name) > 0)
);
CREATE INDEX ix_parts_name ON parts (name);
CREATE INDEX cheap_parts ON parts (price) WHERE price < 100;
