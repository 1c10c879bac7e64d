-- 002_functions_and_triggers

-- up
CREATE FUNCTION add(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT a + b $$;
CREATE OR REPLACE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log (what) VALUES ('newer'); RETURN NEW; END $$;
COMMENT ON FUNCTION note() IS 'called by triggers';
ALTER FUNCTION add(a integer, b integer) RENAME TO plus;
CREATE PROCEDURE clean() LANGUAGE sql AS $$ DELETE FROM log $$;
ALTER TABLE people ADD CONSTRAINT ck_people_name CHECK (length(name) > 0);
CREATE TRIGGER people_gone AFTER DELETE ON people FOR EACH ROW EXECUTE FUNCTION note();
ALTER TRIGGER people_gone ON people RENAME TO people_left;
DROP TRIGGER people_note ON people;
CREATE TRIGGER people_note BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION note();

-- down
DROP TRIGGER people_note ON people;
CREATE TRIGGER people_note AFTER INSERT ON people FOR EACH ROW EXECUTE FUNCTION note();
ALTER TRIGGER people_left ON people RENAME TO people_gone;
DROP TRIGGER people_gone ON people;
ALTER TABLE people DROP CONSTRAINT ck_people_name;
DROP PROCEDURE clean();
ALTER FUNCTION plus(a integer, b integer) RENAME TO add;
CREATE OR REPLACE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log (what) VALUES ('new'); RETURN NEW; END $$;
COMMENT ON FUNCTION note() IS NULL;
DROP FUNCTION add(a integer, b integer);
