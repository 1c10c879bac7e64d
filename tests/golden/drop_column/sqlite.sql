-- 002_drop_column

-- up
-- destroys: parts.added_at, categories.name
-- makes anew: categories, parts (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_parts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    category_id BIGINT NOT NULL,
    name VARCHAR(200) NOT NULL,
    price NUMERIC(10, 2) NOT NULL DEFAULT 0,
    UNIQUE (category_id, name),
    FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE CASCADE,
    CONSTRAINT price_not_negative CHECK (price >= 0)
);
INSERT INTO _retort_new_parts (id, category_id, name, price)
SELECT id, category_id, name, price FROM parts;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_parts';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_parts', seq FROM sqlite_sequence WHERE name = 'parts';
DROP TABLE parts;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_parts RENAME TO parts;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_parts_name ON parts (name);
CREATE INDEX cheap_parts ON parts (price) WHERE price < 100;
CREATE TABLE _retort_new_categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL
);
INSERT INTO _retort_new_categories (id)
SELECT id FROM categories;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_categories';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_categories', seq FROM sqlite_sequence WHERE name = 'categories';
DROP TABLE categories;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_categories RENAME TO categories;
PRAGMA legacy_alter_table = OFF;

-- down
-- makes anew: categories, parts (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name VARCHAR(120) NOT NULL,
    UNIQUE (name)
);
INSERT INTO _retort_new_categories (id)
SELECT id FROM categories;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_categories';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_categories', seq FROM sqlite_sequence WHERE name = 'categories';
DROP TABLE categories;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_categories RENAME TO categories;
PRAGMA legacy_alter_table = OFF;
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
INSERT INTO _retort_new_parts (id, category_id, name, price)
SELECT id, category_id, name, price FROM parts;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_parts';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_parts', seq FROM sqlite_sequence WHERE name = 'parts';
DROP TABLE parts;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_parts RENAME TO parts;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_parts_name ON parts (name);
CREATE INDEX cheap_parts ON parts (price) WHERE price < 100;
