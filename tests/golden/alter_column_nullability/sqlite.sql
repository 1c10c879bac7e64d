-- 002_alter_column_nullability

-- up
-- makes anew: parts (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_parts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    category_id BIGINT,
    name VARCHAR(200),
    price NUMERIC(10, 2) NOT NULL DEFAULT 0,
    added_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
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
-- makes anew: parts (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_parts (
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
