-- 002_add_column_not_null

-- up
ALTER TABLE people ADD CONSTRAINT _retort_no_rows CHECK (FALSE), ADD COLUMN email varchar(200) NOT NULL;
ALTER TABLE people DROP CONSTRAINT _retort_no_rows, ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- destroys: people.email
ALTER TABLE people DROP COLUMN email, ALGORITHM=INPLACE, LOCK=NONE;
