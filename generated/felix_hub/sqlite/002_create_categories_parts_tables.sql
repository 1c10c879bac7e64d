-- 002_create_categories_parts_tables
-- Create categories and parts tables

-- up
CREATE TABLE categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name_ru VARCHAR(120) NOT NULL,
    name_he VARCHAR(120),
    name_en VARCHAR(120),
    icon VARCHAR(10) DEFAULT '🔧',
    sort_order INTEGER DEFAULT 0,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE parts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    category_id INTEGER NOT NULL,
    name_ru VARCHAR(200) NOT NULL,
    name_he VARCHAR(200),
    name_en VARCHAR(200),
    is_common BOOLEAN DEFAULT TRUE,
    sort_order INTEGER DEFAULT 0,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE CASCADE
);
CREATE INDEX idx_parts_category_id ON parts (category_id);

-- down
-- destroys: parts, categories
DROP TABLE parts;
DROP TABLE categories;
