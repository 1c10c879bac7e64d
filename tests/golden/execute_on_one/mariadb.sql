-- 002_execute_on_one

-- up
-- nothing to do on this database

-- down
-- nothing to do on this database
