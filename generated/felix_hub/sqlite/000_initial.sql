-- 000_initial
-- The tables before the first migration

-- up
CREATE TABLE orders (
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
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

-- down
-- destroys: orders
DROP TABLE orders;
