-- 002_execute
-- SQL for all, and for each

-- up
UPDATE people SET name = 'a;b' WHERE name = '';
DELETE FROM people WHERE id < 0;
CREATE FUNCTION trim_name() RETURNS trigger AS $$ BEGIN new.name := trim(new.name); RETURN new; END $$ LANGUAGE plpgsql;
CREATE TRIGGER trim BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION trim_name();

-- down
DROP TRIGGER trim ON people;
DROP FUNCTION trim_name();
SELECT 1;
