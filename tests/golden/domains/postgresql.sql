-- 002_domains

-- up
CREATE DOMAIN local_email AS email CONSTRAINT local_email_check CHECK (length(VALUE) < 100);
CREATE DOMAIN flag AS text CONSTRAINT flag_check CHECK ((VALUE <> 'value' AND VALUE <> ''));
CREATE TABLE local_users (
    mail local_email NOT NULL,
    flag flag
);
ALTER TABLE users ADD COLUMN flag flag;
ALTER DOMAIN age SET DEFAULT 21;
ALTER DOMAIN age SET NOT NULL;
ALTER DOMAIN age DROP CONSTRAINT age_check;
ALTER DOMAIN age ADD CONSTRAINT age_check CHECK (VALUE >= 0 AND VALUE < 200);
ALTER DOMAIN age RENAME TO years;
ALTER DOMAIN years RENAME CONSTRAINT age_check TO years_check;

-- down
-- destroys: users.flag, local_users
-- must count no rows: rows of users do not fit the domain age of their age
SELECT count(*) FROM users WHERE NOT (age >= 0);
ALTER DOMAIN years RENAME TO age;
ALTER DOMAIN age RENAME CONSTRAINT years_check TO age_check;
ALTER DOMAIN age SET DEFAULT 18;
ALTER DOMAIN age DROP NOT NULL;
ALTER DOMAIN age DROP CONSTRAINT age_check;
ALTER DOMAIN age ADD CONSTRAINT age_check CHECK (VALUE >= 0);
ALTER TABLE users DROP COLUMN flag;
DROP TABLE local_users;
DROP DOMAIN flag;
DROP DOMAIN local_email;
