-- 002_functions_and_triggers

-- up
CREATE PROCEDURE clean() DELETE FROM log;
CREATE FUNCTION twice(a integer) RETURNS integer DETERMINISTIC RETURN 2 * a;
CREATE OR REPLACE FUNCTION twice(a integer) RETURNS integer DETERMINISTIC RETURN a + a;
DROP FUNCTION twice;
CREATE FUNCTION doubled(a integer) RETURNS integer DETERMINISTIC RETURN a + a;
ALTER TABLE people ADD CONSTRAINT ck_people_name CHECK (char_length(name) > 0);
CREATE TRIGGER people_gone AFTER DELETE ON people FOR EACH ROW INSERT INTO log (what) VALUES ('gone');
DROP TRIGGER people_gone;
CREATE TRIGGER people_left AFTER DELETE ON people FOR EACH ROW INSERT INTO log (what) VALUES ('gone');
CREATE OR REPLACE TRIGGER people_note BEFORE INSERT ON people FOR EACH ROW BEGIN INSERT INTO log (what) VALUES ('newer'); END;

-- down
CREATE OR REPLACE TRIGGER people_note AFTER INSERT ON people FOR EACH ROW INSERT INTO log (what) VALUES ('new');
DROP TRIGGER people_left;
CREATE TRIGGER people_gone AFTER DELETE ON people FOR EACH ROW INSERT INTO log (what) VALUES ('gone');
DROP TRIGGER people_gone;
ALTER TABLE people DROP CONSTRAINT ck_people_name;
DROP FUNCTION doubled;
CREATE FUNCTION twice(a integer) RETURNS integer DETERMINISTIC RETURN a + a;
CREATE OR REPLACE FUNCTION twice(a integer) RETURNS integer DETERMINISTIC RETURN 2 * a;
DROP FUNCTION twice;
DROP PROCEDURE clean;
