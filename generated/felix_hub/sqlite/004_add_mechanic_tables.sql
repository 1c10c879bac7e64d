-- 004_add_mechanic_tables
-- Mechanics, their work and their time

-- up
-- rebuilds: orders (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE mechanics (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    email VARCHAR(120) NOT NULL,
    password_hash VARCHAR(255) NOT NULL,
    name VARCHAR(120) NOT NULL,
    phone VARCHAR(50),
    telegram_id VARCHAR(50),
    telegram_username VARCHAR(120),
    specialty VARCHAR(120),
    active BOOLEAN DEFAULT TRUE,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (email)
);
CREATE TABLE work_order_assignments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    order_id INTEGER NOT NULL,
    mechanic_id INTEGER NOT NULL,
    assigned_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    assigned_by_id INTEGER,
    status VARCHAR(20) DEFAULT 'assigned',
    notes TEXT,
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (mechanic_id) REFERENCES mechanics (id),
    FOREIGN KEY (assigned_by_id) REFERENCES mechanics (id)
);
CREATE INDEX idx_assignments_mechanic ON work_order_assignments (mechanic_id);
CREATE INDEX idx_assignments_order ON work_order_assignments (order_id);
CREATE TABLE order_comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    order_id INTEGER NOT NULL,
    mechanic_id INTEGER NOT NULL,
    comment TEXT NOT NULL,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (mechanic_id) REFERENCES mechanics (id)
);
CREATE INDEX idx_comments_order ON order_comments (order_id);
CREATE TABLE time_logs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    order_id INTEGER NOT NULL,
    mechanic_id INTEGER NOT NULL,
    started_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    duration_minutes INTEGER,
    notes TEXT,
    is_active BOOLEAN DEFAULT TRUE,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (mechanic_id) REFERENCES mechanics (id)
);
CREATE INDEX idx_time_logs_active ON time_logs (is_active);
CREATE INDEX idx_time_logs_mechanic ON time_logs (mechanic_id);
CREATE TABLE custom_work_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    order_id INTEGER NOT NULL,
    name VARCHAR(200) NOT NULL,
    description TEXT,
    price DOUBLE PRECISION,
    estimated_time_minutes INTEGER,
    added_by_id INTEGER NOT NULL,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (added_by_id) REFERENCES mechanics (id)
);
CREATE TABLE custom_part_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    order_id INTEGER NOT NULL,
    name VARCHAR(200) NOT NULL,
    part_number VARCHAR(100),
    price DOUBLE PRECISION,
    quantity INTEGER DEFAULT 1,
    added_by_id INTEGER NOT NULL,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (added_by_id) REFERENCES mechanics (id)
);
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
INSERT INTO _retort_new_orders (id, mechanic_name, telegram_id, category, vin, selected_parts, is_original, photo_url, status, printed, created_at, car_number, language)
SELECT id, mechanic_name, telegram_id, category, vin, selected_parts, is_original, photo_url, status, printed, created_at, car_number, language FROM orders;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_orders';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_orders', seq FROM sqlite_sequence WHERE name = 'orders';
DROP TABLE orders;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_orders RENAME TO orders;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX idx_orders_car_number ON orders (car_number);

-- down
-- destroys: orders.total_time_minutes, orders.comments_count, orders.work_status, orders.assigned_mechanic_id, orders.updated_at, custom_part_items, custom_work_items, time_logs, order_comments, work_order_assignments, mechanics
ALTER TABLE orders DROP COLUMN total_time_minutes;
ALTER TABLE orders DROP COLUMN comments_count;
ALTER TABLE orders DROP COLUMN work_status;
ALTER TABLE orders DROP COLUMN assigned_mechanic_id;
ALTER TABLE orders DROP COLUMN updated_at;
DROP TABLE custom_part_items;
DROP TABLE custom_work_items;
DROP TABLE time_logs;
DROP TABLE order_comments;
DROP TABLE work_order_assignments;
DROP TABLE mechanics;
