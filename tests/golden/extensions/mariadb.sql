-- 002_extensions

-- up
-- nothing to do on this database

-- down
-- nothing to do on this database
