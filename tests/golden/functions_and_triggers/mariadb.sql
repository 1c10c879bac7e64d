-- 002_functions_and_triggers

-- up
-- outside of a transaction
CREATE PROCEDURE clean() DELETE FROM log;
-- outside of a transaction
CREATE FUNCTION twice(a integer) RETURNS integer DETERMINISTIC RETURN 2 * a;
-- outside of a transaction
CREATE OR REPLACE FUNCTION twice(a integer) RETURNS integer DETERMINISTIC RETURN a + a;
-- outside of a transaction
DROP FUNCTION twice;
-- outside of a transaction
CREATE FUNCTION doubled(a integer) RETURNS integer DETERMINISTIC RETURN a + a;
-- outside of a transaction
ALTER TABLE people ADD CONSTRAINT ck_people_name CHECK (char_length(name) > 0);
-- outside of a transaction
CREATE TRIGGER people_gone AFTER DELETE ON people FOR EACH ROW INSERT INTO log (what) VALUES ('gone');
-- outside of a transaction
DROP TRIGGER people_gone;
-- outside of a transaction
CREATE TRIGGER people_left AFTER DELETE ON people FOR EACH ROW INSERT INTO log (what) VALUES ('gone');
-- outside of a transaction
CREATE OR REPLACE TRIGGER people_note BEFORE INSERT ON people FOR EACH ROW BEGIN INSERT INTO log (what) VALUES ('newer'); END;

-- down
-- outside of a transaction
CREATE OR REPLACE TRIGGER people_note AFTER INSERT ON people FOR EACH ROW INSERT INTO log (what) VALUES ('new');
-- outside of a transaction
DROP TRIGGER people_left;
-- outside of a transaction
CREATE TRIGGER people_gone AFTER DELETE ON people FOR EACH ROW INSERT INTO log (what) VALUES ('gone');
-- outside of a transaction
DROP TRIGGER people_gone;
-- outside of a transaction
ALTER TABLE people DROP CONSTRAINT ck_people_name;
-- outside of a transaction
DROP FUNCTION doubled;
-- outside of a transaction
CREATE FUNCTION twice(a integer) RETURNS integer DETERMINISTIC RETURN a + a;
-- outside of a transaction
CREATE OR REPLACE FUNCTION twice(a integer) RETURNS integer DETERMINISTIC RETURN 2 * a;
-- outside of a transaction
DROP FUNCTION twice;
-- outside of a transaction
DROP PROCEDURE clean;
