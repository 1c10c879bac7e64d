-- 002_add_column

-- up
ALTER TABLE people ADD COLUMN phone varchar(20), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE people ADD COLUMN language varchar(5) NOT NULL DEFAULT 'ru', ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE people ADD COLUMN visits int NOT NULL DEFAULT 0, ALGORITHM=INPLACE, LOCK=NONE;
UPDATE people SET phone = '' WHERE phone IS NULL;
ALTER TABLE people ADD COLUMN created_at datetime(6) NOT NULL DEFAULT utc_timestamp(6);

-- down
-- destroys: people.created_at, people.visits, people.language, people.phone
ALTER TABLE people DROP COLUMN created_at, ALGORITHM=INPLACE, LOCK=NONE;
UPDATE people SET phone = NULL WHERE phone = '';
ALTER TABLE people DROP COLUMN visits, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE people DROP COLUMN language, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE people DROP COLUMN phone, ALGORITHM=INPLACE, LOCK=NONE;
