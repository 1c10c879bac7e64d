-- 002_domains

-- up
CREATE TABLE local_users (
    mail varchar(200) NOT NULL CHECK ((char_length(mail) < 100) AND (mail LIKE '%@%')),
    flag longtext CHECK ((flag <> 'value' AND flag <> ''))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
ALTER TABLE users ADD COLUMN flag longtext CHECK ((flag <> 'value' AND flag <> '')), ALGORITHM=COPY;
ALTER TABLE users MODIFY COLUMN age int NOT NULL DEFAULT 21 CHECK (age >= 0 AND age < 200), ALGORITHM=COPY;

-- down
-- destroys: users.flag, local_users
-- must count no rows: rows of users do not fit the domain age of their age
SELECT count(*) FROM users WHERE NOT (age >= 0);
ALTER TABLE users MODIFY COLUMN age int DEFAULT 18 CHECK (age >= 0), ALGORITHM=COPY;
ALTER TABLE users DROP COLUMN flag;
DROP TABLE local_users;
