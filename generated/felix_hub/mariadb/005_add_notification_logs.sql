-- 005_add_notification_logs
-- Log of sent notifications

-- up
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

-- down
-- destroys: notification_logs
DROP TABLE notification_logs;
