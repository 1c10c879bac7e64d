-- 002_policies_and_grants

-- up
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON people FOR UPDATE USING (name = current_user);
DROP POLICY everyone ON people;
CREATE POLICY everyone ON people FOR SELECT USING (id > 0);
ALTER POLICY own ON people RENAME TO their_own;
GRANT SELECT, INSERT ON people TO public;
CREATE SEQUENCE numbers;
GRANT SELECT ON SEQUENCE numbers TO public;
REVOKE SELECT, INSERT ON people FROM public;
GRANT SELECT ON people TO public;

-- down
REVOKE SELECT ON people FROM public;
GRANT SELECT, INSERT ON people TO public;
REVOKE SELECT ON SEQUENCE numbers FROM public;
DROP SEQUENCE numbers;
REVOKE SELECT, INSERT ON people FROM public;
ALTER POLICY their_own ON people RENAME TO own;
DROP POLICY everyone ON people;
CREATE POLICY everyone ON people FOR SELECT USING (true);
DROP POLICY own ON people;
ALTER TABLE people DISABLE ROW LEVEL SECURITY;
