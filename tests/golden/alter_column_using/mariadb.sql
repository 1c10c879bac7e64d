-- 002_alter_column_using

-- up
-- destroys: t.price, t.minutes
ALTER TABLE t ADD COLUMN note longtext, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE t ADD COLUMN IF NOT EXISTS _retort_new_price decimal(10, 2);
UPDATE t SET _retort_new_price = (CAST(replace(price, ',', '.') AS decimal(10, 2)));
ALTER TABLE t DROP COLUMN price, CHANGE COLUMN _retort_new_price price decimal(10, 2) NOT NULL AFTER id;
ALTER TABLE t ADD COLUMN IF NOT EXISTS _retort_new_minutes bigint;
UPDATE t SET _retort_new_minutes = (minutes * 60);
ALTER TABLE t DROP COLUMN minutes, CHANGE COLUMN _retort_new_minutes minutes bigint NOT NULL AFTER price;
ALTER TABLE t RENAME COLUMN minutes TO seconds, ALGORITHM=INPLACE, LOCK=NONE;

-- down
-- destroys: t.minutes, t.note
-- must count no rows: rows of t do not fit the new minutes
SELECT count(*) FROM (SELECT seconds AS minutes FROM t) AS rows_to_be WHERE minutes NOT BETWEEN -2147483648 AND 2147483647;
ALTER TABLE t RENAME COLUMN seconds TO minutes, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE t MODIFY COLUMN minutes int NOT NULL;
ALTER TABLE t MODIFY COLUMN price longtext NOT NULL;
ALTER TABLE t DROP COLUMN note, ALGORITHM=INPLACE, LOCK=NONE;
