-- 002_add_column_not_null

-- up
ALTER TABLE people ADD COLUMN email varchar(200) NOT NULL;

-- down
-- destroys: people.email
ALTER TABLE people DROP COLUMN email;
