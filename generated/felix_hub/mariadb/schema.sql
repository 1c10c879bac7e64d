-- The declared schema felix_hub on mariadb.

CREATE TABLE categories (
    id int NOT NULL AUTO_INCREMENT,
    name_ru varchar(120) NOT NULL,
    name_he varchar(120),
    name_en varchar(120),
    icon varchar(10) DEFAULT '🔧',
    sort_order int DEFAULT 0,
    created_at datetime(6) DEFAULT utc_timestamp(6),
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE parts (
    id int NOT NULL AUTO_INCREMENT,
    category_id int NOT NULL,
    name_ru varchar(200) NOT NULL,
    name_he varchar(200),
    name_en varchar(200),
    is_common boolean DEFAULT TRUE,
    sort_order int DEFAULT 0,
    created_at datetime(6) DEFAULT utc_timestamp(6),
    PRIMARY KEY (id),
    KEY idx_parts_category_id (category_id),
    CONSTRAINT fk_parts_category_id FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE mechanics (
    id int NOT NULL AUTO_INCREMENT,
    email varchar(120) NOT NULL,
    password_hash varchar(255) NOT NULL,
    name varchar(120) NOT NULL,
    phone varchar(50),
    telegram_id varchar(50),
    telegram_username varchar(120),
    specialty varchar(120),
    active boolean DEFAULT TRUE,
    created_at datetime(6) DEFAULT utc_timestamp(6),
    updated_at datetime(6) DEFAULT utc_timestamp(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_mechanics_email (email)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE orders (
    id int NOT NULL AUTO_INCREMENT,
    mechanic_name varchar(120) NOT NULL,
    telegram_id varchar(50) NOT NULL,
    category varchar(120) NOT NULL,
    car_number varchar(20),
    vin varchar(50),
    selected_parts json NOT NULL,
    is_original boolean DEFAULT FALSE,
    photo_url varchar(250),
    status varchar(50) DEFAULT 'новый',
    printed boolean DEFAULT FALSE,
    language varchar(5) DEFAULT 'ru',
    created_at datetime(6) DEFAULT utc_timestamp(6),
    updated_at datetime(6) DEFAULT utc_timestamp(6),
    assigned_mechanic_id int,
    work_status varchar(50) DEFAULT 'новый',
    comments_count int DEFAULT 0,
    total_time_minutes int DEFAULT 0,
    PRIMARY KEY (id),
    KEY ix_orders_car_number (car_number),
    KEY fk_orders_assigned_mechanic_id (assigned_mechanic_id),
    CONSTRAINT fk_orders_assigned_mechanic_id FOREIGN KEY (assigned_mechanic_id) REFERENCES mechanics (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE work_order_assignments (
    id int NOT NULL AUTO_INCREMENT,
    order_id int NOT NULL,
    mechanic_id int NOT NULL,
    assigned_at datetime(6) DEFAULT utc_timestamp(6),
    assigned_by_id int,
    status varchar(20) DEFAULT 'assigned',
    notes longtext,
    PRIMARY KEY (id),
    KEY idx_assignments_mechanic (mechanic_id),
    KEY idx_assignments_order (order_id),
    KEY fk_work_order_assignments_assigned_by_id (assigned_by_id),
    CONSTRAINT fk_work_order_assignments_order_id FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT fk_work_order_assignments_mechanic_id FOREIGN KEY (mechanic_id) REFERENCES mechanics (id),
    CONSTRAINT fk_work_order_assignments_assigned_by_id FOREIGN KEY (assigned_by_id) REFERENCES mechanics (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE order_comments (
    id int NOT NULL AUTO_INCREMENT,
    order_id int NOT NULL,
    mechanic_id int NOT NULL,
    comment longtext NOT NULL,
    created_at datetime(6) DEFAULT utc_timestamp(6),
    PRIMARY KEY (id),
    KEY idx_comments_order (order_id),
    KEY fk_order_comments_mechanic_id (mechanic_id),
    CONSTRAINT fk_order_comments_order_id FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT fk_order_comments_mechanic_id FOREIGN KEY (mechanic_id) REFERENCES mechanics (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE time_logs (
    id int NOT NULL AUTO_INCREMENT,
    order_id int NOT NULL,
    mechanic_id int NOT NULL,
    started_at datetime(6) NOT NULL,
    ended_at datetime(6),
    duration_minutes int,
    notes longtext,
    is_active boolean DEFAULT TRUE,
    created_at datetime(6) DEFAULT utc_timestamp(6),
    PRIMARY KEY (id),
    KEY idx_time_logs_active (is_active),
    KEY idx_time_logs_mechanic (mechanic_id),
    KEY fk_time_logs_order_id (order_id),
    CONSTRAINT fk_time_logs_order_id FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT fk_time_logs_mechanic_id FOREIGN KEY (mechanic_id) REFERENCES mechanics (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE custom_work_items (
    id int NOT NULL AUTO_INCREMENT,
    order_id int NOT NULL,
    name varchar(200) NOT NULL,
    description longtext,
    price double,
    estimated_time_minutes int,
    added_by_id int NOT NULL,
    created_at datetime(6) DEFAULT utc_timestamp(6),
    PRIMARY KEY (id),
    KEY fk_custom_work_items_added_by_id (added_by_id),
    KEY fk_custom_work_items_order_id (order_id),
    CONSTRAINT fk_custom_work_items_order_id FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT fk_custom_work_items_added_by_id FOREIGN KEY (added_by_id) REFERENCES mechanics (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE custom_part_items (
    id int NOT NULL AUTO_INCREMENT,
    order_id int NOT NULL,
    name varchar(200) NOT NULL,
    part_number varchar(100),
    price double,
    quantity int DEFAULT 1,
    added_by_id int NOT NULL,
    created_at datetime(6) DEFAULT utc_timestamp(6),
    PRIMARY KEY (id),
    KEY fk_custom_part_items_added_by_id (added_by_id),
    KEY fk_custom_part_items_order_id (order_id),
    CONSTRAINT fk_custom_part_items_order_id FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT fk_custom_part_items_added_by_id FOREIGN KEY (added_by_id) REFERENCES mechanics (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE notification_logs (
    id int NOT NULL AUTO_INCREMENT,
    notification_type varchar(50) NOT NULL,
    order_id int,
    mechanic_id int,
    telegram_id varchar(50) NOT NULL,
    message_hash varchar(64) NOT NULL,
    sent_at datetime(6) DEFAULT utc_timestamp(6),
    success boolean DEFAULT TRUE,
    error_message longtext,
    PRIMARY KEY (id),
    KEY idx_notification_hash (message_hash),
    KEY idx_notification_telegram (telegram_id, notification_type),
    KEY fk_notification_logs_mechanic_id (mechanic_id),
    KEY fk_notification_logs_order_id (order_id),
    CONSTRAINT fk_notification_logs_order_id FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT fk_notification_logs_mechanic_id FOREIGN KEY (mechanic_id) REFERENCES mechanics (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
