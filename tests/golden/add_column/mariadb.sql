-- 002_add_column

-- up
-- outside of a transaction
ALTER TABLE people ADD COLUMN phone varchar(20);
-- outside of a transaction
ALTER TABLE people ADD COLUMN language varchar(5) NOT NULL DEFAULT 'ru';
-- outside of a transaction
ALTER TABLE people ADD COLUMN visits int NOT NULL DEFAULT 0;
UPDATE people SET phone = '' WHERE phone IS NULL;
-- outside of a transaction
ALTER TABLE people ADD COLUMN created_at datetime(6) NOT NULL DEFAULT utc_timestamp(6);

-- down
-- destroys: people.created_at, people.visits, people.language, people.phone
-- outside of a transaction
ALTER TABLE people DROP COLUMN created_at;
UPDATE people SET phone = NULL WHERE phone = '';
-- outside of a transaction
ALTER TABLE people DROP COLUMN visits;
-- outside of a transaction
ALTER TABLE people DROP COLUMN language;
-- outside of a transaction
ALTER TABLE people DROP COLUMN phone;
