-- 002_alter_column_type

-- up
-- destroys: t.narrowed, t.smaller, t.rounded, t.scaled, t.parsed, t.flag, t.counted, t.day, t.local, t.document, t.feeling, t.raw
ALTER TABLE t MODIFY COLUMN widened varchar(80) NOT NULL DEFAULT 'x', ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE t MODIFY COLUMN narrowed varchar(50) NOT NULL;
ALTER TABLE t MODIFY COLUMN bigger bigint NOT NULL DEFAULT 1;
ALTER TABLE t MODIFY COLUMN smaller smallint NOT NULL;
ALTER TABLE t MODIFY COLUMN rounded int NOT NULL;
ALTER TABLE t MODIFY COLUMN scaled decimal(12, 2) NOT NULL;
ALTER TABLE t MODIFY COLUMN spelled longtext NOT NULL;
ALTER TABLE t MODIFY COLUMN parsed int DEFAULT 0;
ALTER TABLE t MODIFY COLUMN flag bigint NOT NULL;
ALTER TABLE t ADD COLUMN IF NOT EXISTS _retort_new_counted boolean;
UPDATE t SET _retort_new_counted = counted <> 0;
ALTER TABLE t DROP COLUMN counted, CHANGE COLUMN _retort_new_counted counted boolean NOT NULL AFTER flag;
ALTER TABLE t MODIFY COLUMN day date NOT NULL;
ALTER TABLE t MODIFY COLUMN moment datetime(6) NOT NULL;
ALTER TABLE t MODIFY COLUMN feeling enum('sad', 'ok') NOT NULL DEFAULT 'ok';
ALTER TABLE t MODIFY COLUMN raw longtext NOT NULL;

-- down
-- destroys: t.raw, t.document, t.local, t.moment, t.counted, t.flag, t.spelled, t.scaled, t.bigger, t.widened
-- must count no rows: rows of t do not fit the new spelled
SELECT count(*) FROM t WHERE spelled IS NOT NULL AND (CASE WHEN spelled NOT REGEXP '^[-+]?[0-9]{1,30}$' THEN TRUE ELSE CAST(spelled AS decimal(65, 30)) NOT BETWEEN -2147483648 AND 2147483647 END);
-- must count no rows: rows of t do not fit the new scaled
SELECT count(*) FROM t WHERE abs(scaled) >= 100000000;
-- must count no rows: rows of t do not fit the new bigger
SELECT count(*) FROM t WHERE bigger NOT BETWEEN -2147483648 AND 2147483647;
-- must count no rows: rows of t do not fit the new widened
SELECT count(*) FROM t WHERE char_length(widened) > 20;
ALTER TABLE t MODIFY COLUMN raw longblob NOT NULL;
ALTER TABLE t MODIFY COLUMN feeling longtext NOT NULL DEFAULT 'ok';
ALTER TABLE t MODIFY COLUMN moment date NOT NULL;
ALTER TABLE t MODIFY COLUMN day datetime(6) NOT NULL;
ALTER TABLE t MODIFY COLUMN counted int NOT NULL;
ALTER TABLE t ADD COLUMN IF NOT EXISTS _retort_new_flag boolean;
UPDATE t SET _retort_new_flag = flag <> 0;
ALTER TABLE t DROP COLUMN flag, CHANGE COLUMN _retort_new_flag flag boolean NOT NULL AFTER parsed;
ALTER TABLE t MODIFY COLUMN parsed longtext DEFAULT '0';
ALTER TABLE t MODIFY COLUMN spelled int NOT NULL;
ALTER TABLE t MODIFY COLUMN scaled decimal(12, 4) NOT NULL;
ALTER TABLE t MODIFY COLUMN rounded double NOT NULL;
ALTER TABLE t MODIFY COLUMN smaller bigint NOT NULL;
ALTER TABLE t MODIFY COLUMN bigger int NOT NULL DEFAULT 1;
ALTER TABLE t MODIFY COLUMN narrowed varchar(200) NOT NULL;
ALTER TABLE t MODIFY COLUMN widened varchar(20) NOT NULL DEFAULT 'x';
