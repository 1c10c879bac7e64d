-- 002_domains

-- up
-- rebuilds: users (foreign keys must be off: PRAGMA foreign_keys = OFF)
CREATE TABLE local_users (
    mail VARCHAR(200) NOT NULL CHECK (typeof(mail) <> 'blob' AND length(mail) <= 200) CHECK (length(mail) < 100) CHECK (mail LIKE '%@%'),
    flag TEXT CHECK (typeof(flag) <> 'blob') CHECK ((flag <> 'value' AND flag <> ''))
);
ALTER TABLE users ADD COLUMN flag TEXT CHECK (typeof(flag) <> 'blob') CHECK ((flag <> 'value' AND flag <> ''));
CREATE TABLE _retort_new_users (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mail VARCHAR(200) NOT NULL CHECK (typeof(mail) <> 'blob' AND length(mail) <= 200) CHECK (mail LIKE '%@%'),
    spare VARCHAR(200) NOT NULL DEFAULT 'x@y' CHECK (typeof(spare) <> 'blob' AND length(spare) <= 200) CHECK (spare LIKE '%@%'),
    age INTEGER NOT NULL DEFAULT 21 CHECK (typeof(age) = 'integer' AND age BETWEEN -2147483648 AND 2147483647) CHECK (age >= 0 AND age < 200),
    flag TEXT CHECK (typeof(flag) <> 'blob') CHECK ((flag <> 'value' AND flag <> ''))
);
INSERT INTO _retort_new_users (id, mail, spare, age, flag)
SELECT id, mail, spare, age, flag FROM users;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_users';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_users', seq FROM sqlite_sequence WHERE name = 'users';
DROP TABLE users;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_users RENAME TO users;
PRAGMA legacy_alter_table = OFF;

-- down
-- destroys: users.flag, local_users
-- rebuilds: users (foreign keys must be off: PRAGMA foreign_keys = OFF)
-- must count no rows: rows of users do not fit the domain age of their age
SELECT count(*) FROM users WHERE NOT (age >= 0);
CREATE TABLE _retort_new_users (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mail VARCHAR(200) NOT NULL CHECK (typeof(mail) <> 'blob' AND length(mail) <= 200) CHECK (mail LIKE '%@%'),
    spare VARCHAR(200) NOT NULL DEFAULT 'x@y' CHECK (typeof(spare) <> 'blob' AND length(spare) <= 200) CHECK (spare LIKE '%@%'),
    age INTEGER DEFAULT 18 CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647) CHECK (age >= 0),
    flag TEXT CHECK (typeof(flag) <> 'blob') CHECK ((flag <> 'value' AND flag <> ''))
);
INSERT INTO _retort_new_users (id, mail, spare, age, flag)
SELECT id, mail, spare, age, flag FROM users;
DELETE FROM sqlite_sequence WHERE name = '_retort_new_users';
INSERT INTO sqlite_sequence (name, seq) SELECT '_retort_new_users', seq FROM sqlite_sequence WHERE name = 'users';
DROP TABLE users;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _retort_new_users RENAME TO users;
PRAGMA legacy_alter_table = OFF;
ALTER TABLE users DROP COLUMN flag;
DROP TABLE local_users;
