-- 007_make_vin_nullable
-- An order may come without a VIN

-- up
-- rebuilds: orders (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE _retort_new_orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mechanic_name VARCHAR(120) NOT NULL,
    telegram_id VARCHAR(50) NOT NULL,
    category VARCHAR(120) NOT NULL,
    vin VARCHAR(50),
    selected_parts TEXT NOT NULL,
    is_original BOOLEAN DEFAULT FALSE,
    photo_url VARCHAR(250),
    status VARCHAR(50) DEFAULT 'новый',
    printed BOOLEAN DEFAULT FALSE,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    car_number VARCHAR(20),
    language VARCHAR(5) DEFAULT 'ru',
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    assigned_mechanic_id INTEGER,
    work_status VARCHAR(50) DEFAULT 'новый',
    comments_count INTEGER DEFAULT 0,
    total_time_minutes INTEGER DEFAULT 0
);
INSERT INTO _retort_new_orders (id, mechanic_name, telegram_id, category, vin, selected_parts, is_original, photo_url, status, printed, created_at, car_number, language, updated_at, assigned_mechanic_id, work_status, comments_count, total_time_minutes)
SELECT id, mechanic_name, telegram_id, category, vin, selected_parts, is_original, photo_url, status, printed, created_at, car_number, language, updated_at, assigned_mechanic_id, work_status, comments_count, total_time_minutes FROM orders;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_orders';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_orders', seq FROM sqlite_sequence WHERE name = 'orders';
DROP TABLE orders;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_orders RENAME TO orders;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX idx_orders_car_number ON orders (car_number);

-- down
-- rebuilds: orders (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- must count no rows: rows of orders do not fit the new vin
SELECT count(*) FROM orders WHERE vin IS NULL;
CREATE TABLE _retort_new_orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mechanic_name VARCHAR(120) NOT NULL,
    telegram_id VARCHAR(50) NOT NULL,
    category VARCHAR(120) NOT NULL,
    vin VARCHAR(50) NOT NULL,
    selected_parts TEXT NOT NULL,
    is_original BOOLEAN DEFAULT FALSE,
    photo_url VARCHAR(250),
    status VARCHAR(50) DEFAULT 'новый',
    printed BOOLEAN DEFAULT FALSE,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    car_number VARCHAR(20),
    language VARCHAR(5) DEFAULT 'ru',
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    assigned_mechanic_id INTEGER,
    work_status VARCHAR(50) DEFAULT 'новый',
    comments_count INTEGER DEFAULT 0,
    total_time_minutes INTEGER DEFAULT 0
);
INSERT INTO _retort_new_orders (id, mechanic_name, telegram_id, category, vin, selected_parts, is_original, photo_url, status, printed, created_at, car_number, language, updated_at, assigned_mechanic_id, work_status, comments_count, total_time_minutes)
SELECT id, mechanic_name, telegram_id, category, vin, selected_parts, is_original, photo_url, status, printed, created_at, car_number, language, updated_at, assigned_mechanic_id, work_status, comments_count, total_time_minutes FROM orders;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_orders';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_orders', seq FROM sqlite_sequence WHERE name = 'orders';
DROP TABLE orders;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_orders RENAME TO orders;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX idx_orders_car_number ON orders (car_number);
