-- 002_alter_column_type

-- up
-- destroys: t.narrowed, t.smaller, t.rounded, t.scaled, t.parsed, t.flag, t.counted, t.day, t.local, t.document, t.feeling, t.raw
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN widened varchar(80) NOT NULL DEFAULT 'x';
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN narrowed varchar(50) NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN bigger bigint NOT NULL DEFAULT 1;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN smaller smallint NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN rounded int NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN scaled decimal(12, 2) NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN spelled longtext NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN parsed int DEFAULT 0;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN flag bigint NOT NULL;
-- outside of a transaction
ALTER TABLE t ADD COLUMN _retort_new_counted boolean;
UPDATE t SET _retort_new_counted = counted <> 0;
-- outside of a transaction
ALTER TABLE t DROP COLUMN counted, CHANGE COLUMN _retort_new_counted counted boolean NOT NULL AFTER flag;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN day date NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN moment datetime(6) NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN feeling enum('sad', 'ok') NOT NULL DEFAULT 'ok';
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN raw longtext NOT NULL;

-- down
-- destroys: t.raw, t.document, t.local, t.moment, t.counted, t.flag, t.spelled, t.scaled, t.bigger, t.widened
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN raw longblob NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN feeling longtext NOT NULL DEFAULT 'ok';
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN moment date NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN day datetime(6) NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN counted int NOT NULL;
-- outside of a transaction
ALTER TABLE t ADD COLUMN _retort_new_flag boolean;
UPDATE t SET _retort_new_flag = flag <> 0;
-- outside of a transaction
ALTER TABLE t DROP COLUMN flag, CHANGE COLUMN _retort_new_flag flag boolean NOT NULL AFTER parsed;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN parsed longtext DEFAULT '0';
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN spelled int NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN scaled decimal(12, 4) NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN rounded double NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN smaller bigint NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN bigger int NOT NULL DEFAULT 1;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN narrowed varchar(200) NOT NULL;
-- outside of a transaction
ALTER TABLE t MODIFY COLUMN widened varchar(20) NOT NULL DEFAULT 'x';
