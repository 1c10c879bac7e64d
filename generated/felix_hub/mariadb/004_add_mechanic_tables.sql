-- 004_add_mechanic_tables
-- Mechanics, their work and their time

-- up
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
ALTER TABLE orders ADD COLUMN updated_at datetime(6) DEFAULT utc_timestamp(6);
ALTER TABLE orders ADD COLUMN assigned_mechanic_id int, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders ADD COLUMN work_status varchar(50) DEFAULT 'новый', ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders ADD COLUMN comments_count int DEFAULT 0, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders ADD COLUMN total_time_minutes int DEFAULT 0, ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- destroys: orders.total_time_minutes, orders.comments_count, orders.work_status, orders.assigned_mechanic_id, orders.updated_at, custom_part_items, custom_work_items, time_logs, order_comments, work_order_assignments, mechanics
ALTER TABLE orders DROP COLUMN total_time_minutes, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders DROP COLUMN comments_count, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders DROP COLUMN work_status, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders DROP COLUMN assigned_mechanic_id, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders DROP COLUMN updated_at, ALGORITHM=INPLACE, LOCK=NONE;
DROP TABLE custom_part_items;
DROP TABLE custom_work_items;
DROP TABLE time_logs;
DROP TABLE order_comments;
DROP TABLE work_order_assignments;
DROP TABLE mechanics;
