-- 005_add_notification_logs
-- Log of sent notifications

-- up
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

-- down
-- destroys: notification_logs
DROP TABLE notification_logs;
