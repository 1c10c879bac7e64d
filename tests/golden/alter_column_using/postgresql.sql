-- 002_alter_column_using

-- up
-- destroys: t.price, t.minutes
ALTER TABLE t ADD COLUMN note text;
ALTER TABLE t ALTER COLUMN price TYPE numeric(10, 2) USING (CAST(replace(price, ',', '.') AS decimal(10, 2)));
ALTER TABLE t ALTER COLUMN minutes TYPE bigint USING (minutes * 60);
ALTER TABLE t RENAME COLUMN minutes TO seconds;

-- down
-- destroys: t.minutes, t.note
-- must count no rows: rows of t do not fit the new minutes
SELECT count(*) FROM (SELECT seconds AS minutes FROM t) AS rows_to_be WHERE minutes NOT BETWEEN -2147483648 AND 2147483647;
ALTER TABLE t RENAME COLUMN seconds TO minutes;
ALTER TABLE t ALTER COLUMN minutes TYPE integer;
ALTER TABLE t ALTER COLUMN price TYPE text;
ALTER TABLE t DROP COLUMN note;
