-- The declared schema felix_hub on sqlite.

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
CREATE TABLE orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mechanic_name VARCHAR(120) NOT NULL,
    telegram_id VARCHAR(50) NOT NULL,
    category VARCHAR(120) NOT NULL,
    car_number VARCHAR(20),
    vin VARCHAR(50),
    selected_parts TEXT NOT NULL,
    is_original BOOLEAN DEFAULT FALSE,
    photo_url VARCHAR(250),
    status VARCHAR(50) DEFAULT 'новый',
    printed BOOLEAN DEFAULT FALSE,
    language VARCHAR(5) DEFAULT 'ru',
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    assigned_mechanic_id INTEGER,
    work_status VARCHAR(50) DEFAULT 'новый',
    comments_count INTEGER DEFAULT 0,
    total_time_minutes INTEGER DEFAULT 0,
    FOREIGN KEY (assigned_mechanic_id) REFERENCES mechanics (id)
);
CREATE INDEX ix_orders_car_number ON orders (car_number);
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
CREATE TABLE notification_logs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    notification_type VARCHAR(50) NOT NULL,
    order_id INTEGER,
    mechanic_id INTEGER,
    telegram_id VARCHAR(50) NOT NULL,
    message_hash VARCHAR(64) NOT NULL,
    sent_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN DEFAULT TRUE,
    error_message TEXT,
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (mechanic_id) REFERENCES mechanics (id)
);
CREATE INDEX idx_notification_hash ON notification_logs (message_hash);
CREATE INDEX idx_notification_telegram ON notification_logs (telegram_id, notification_type);
