-- 002_tables_of_mariadb

-- up
-- needs MariaDB 10.11, for the grant on people to public
CREATE TABLE cache (
    "key" varbinary(40) NOT NULL,
    value longtext NOT NULL,
    PRIMARY KEY ("key")
) ENGINE = Aria DEFAULT CHARACTER SET latin1 COMMENT = 'it''s gone soon';
ALTER TABLE people DEFAULT COLLATE utf8mb4_general_ci, COMMENT = 'all', MODIFY COLUMN name varchar(100) NOT NULL;
ALTER TABLE people MODIFY COLUMN code char(4) NOT NULL;
ALTER TABLE people ADD COLUMN label varchar(120) GENERATED ALWAYS AS (rtrim(code) || name) STORED CHECK (label IS NOT NULL), ALGORITHM=COPY;
ALTER TABLE notes DROP KEY "both", ADD KEY fk_notes_a (a), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE notes DROP KEY fk_notes_b, ADD KEY b_first (b, a), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE notes DROP FOREIGN KEY fk_notes_a, DROP KEY fk_notes_a, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE notes ADD PRIMARY KEY (b, a);
ALTER TABLE people ADD UNIQUE KEY code_once (code), ALGORITHM=INPLACE, LOCK=NONE;
SET STATEMENT sql_mode = concat(@@sql_mode, ',SIMULTANEOUS_ASSIGNMENT') FOR UPDATE people SET name = code, code = name;
SET STATEMENT sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO') FOR INSERT INTO people (id, name, code) VALUES
    (0, 'nobody', '0');
GRANT SELECT ON people TO public;

-- down
-- destroys: cache
-- must count no rows: rows of people reference rows of people that would be deleted
SELECT count(*) FROM people AS source WHERE CASE WHEN id = 0 THEN 0 ELSE 1 END = 1 AND EXISTS (SELECT 1 FROM people AS target WHERE target.id = source.mentor AND (id = 0));
-- must count no rows: rows of notes reference rows of people that would be deleted
SELECT count(*) FROM notes AS source WHERE EXISTS (SELECT 1 FROM people AS target WHERE target.id = source.b AND (id = 0));
REVOKE SELECT ON people FROM public;
DELETE FROM people WHERE id = 0;
SET STATEMENT sql_mode = concat(@@sql_mode, ',SIMULTANEOUS_ASSIGNMENT') FOR UPDATE people SET name = code, code = name;
ALTER TABLE people DROP KEY code_once, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE notes DROP PRIMARY KEY;
-- must count no rows: rows of notes reference missing rows of people
SELECT count(*) FROM notes AS source WHERE source.a IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people AS target WHERE target.id = source.a);
ALTER TABLE notes ADD KEY fk_notes_a (a), ADD CONSTRAINT fk_notes_a FOREIGN KEY (a) REFERENCES people (id);
ALTER TABLE notes DROP KEY b_first, ADD KEY fk_notes_b (b), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE notes DROP KEY fk_notes_a, ADD KEY "both" (a, b), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE people DROP COLUMN label;
ALTER TABLE people MODIFY COLUMN code char(4) COLLATE utf8mb4_unicode_ci NOT NULL;
ALTER TABLE people DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, COMMENT = '', MODIFY COLUMN name varchar(100) NOT NULL;
DROP TABLE cache;
