-- 002_rows

-- up
INSERT INTO moods (id, name, weight, picture) VALUES
    (1, 'it''s ok', 0.5, x'615c62'),
    (7, 'sad', NULL, NULL);
INSERT INTO pairs (a, b) VALUES
    ('x', x'615c62'),
    ('y', NULL);
UPDATE moods SET weight = weight * 2, name = name || '!' WHERE id = 1;
UPDATE moods SET picture = NULL, at = utc_timestamp(6);
DELETE FROM pairs WHERE a = 'y';

-- down
INSERT INTO pairs (a, b) VALUES
    ('y', NULL);
UPDATE moods SET weight = 1.5;
UPDATE moods SET weight = weight / 2 WHERE id = 1;
DELETE FROM pairs WHERE a = 'x' OR a = 'y';
DELETE FROM moods WHERE id = 1 OR id = 7;
