-- 002_domain_of_another_type

-- up
-- nothing to do on this database

-- down
-- nothing to do on this database
