-- 002_alter_column_default

-- up
-- rebuilds: parts (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_parts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    category_id BIGINT NOT NULL CHECK (typeof(category_id) = 'integer'),
    name VARCHAR(200) NOT NULL DEFAULT '?' CHECK (typeof(name) <> 'blob' AND length(name) <= 200),
    price NUMERIC(10, 2) NOT NULL CHECK (round(price, 2) = price AND abs(price) < 100000000),
    added_at TIMESTAMP NOT NULL DEFAULT '2026-01-01 00:00:00' CHECK (date(substr(added_at, 1, 10), '+0 days') || ' ' || time(substr(added_at, 12)) IS substr(added_at, 1, 19) AND substr(added_at, 12) NOT GLOB '*[^0-9:.]*'),
    UNIQUE (category_id, name),
    FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE CASCADE,
    CONSTRAINT price_not_negative CHECK (price >= 0),
    CHECK (length(name) > 0)
);
INSERT INTO _retort_new_parts (id, category_id, name, price, added_at)
SELECT id, category_id, name, price, added_at FROM parts;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_parts';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_parts', seq FROM sqlite_sequence WHERE name = 'parts';
DROP TABLE parts;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_parts RENAME TO parts;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_parts_name ON parts (name);
CREATE INDEX cheap_parts ON parts (price) WHERE price < 100;

-- down
-- rebuilds: parts (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_parts (
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
INSERT INTO _retort_new_parts (id, category_id, name, price, added_at)
SELECT id, category_id, name, price, added_at FROM parts;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_parts';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_parts', seq FROM sqlite_sequence WHERE name = 'parts';
DROP TABLE parts;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_parts RENAME TO parts;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_parts_name ON parts (name);
CREATE INDEX cheap_parts ON parts (price) WHERE price < 100;
