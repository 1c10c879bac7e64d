-- 002_execute
-- SQL for all, and for each

-- up
UPDATE people SET name = 'a;b' WHERE name = '';
DELETE FROM people WHERE id < 0;
CREATE TRIGGER trim AFTER INSERT ON people BEGIN UPDATE people SET name = trim(name) WHERE id = new.id; END;

-- down
DROP TRIGGER trim;
SELECT 1;
