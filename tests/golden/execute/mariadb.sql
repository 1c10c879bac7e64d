-- 002_execute
-- SQL for all, and for each

-- up
UPDATE people SET name = 'a;b' WHERE name = '';
DELETE FROM people WHERE id < 0;
CREATE TRIGGER trim BEFORE INSERT ON people FOR EACH ROW
            BEGIN
                IF NEW.name LIKE ' %' THEN SET NEW.name = trim(NEW.name); END IF;
                CASE NEW.name WHEN '' THEN SET NEW.name = 'nobody'; ELSE SET @named = 1; END CASE;
            END;
UPDATE people SET name = trim(name);

-- down
DROP TRIGGER trim;
SELECT 1;
