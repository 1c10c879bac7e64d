-- 002_alter_column_type

-- up
-- destroys: t.narrowed, t.smaller, t.rounded, t.scaled, t.parsed, t.flag, t.counted, t.day, t.local, t.document, t.feeling, t.raw
ALTER TABLE t ALTER COLUMN widened DROP DEFAULT, ALTER COLUMN widened TYPE varchar(80), ALTER COLUMN widened SET DEFAULT 'x';
ALTER TABLE t ALTER COLUMN narrowed TYPE varchar(50);
ALTER TABLE t ALTER COLUMN bigger DROP DEFAULT, ALTER COLUMN bigger TYPE bigint, ALTER COLUMN bigger SET DEFAULT 1;
ALTER TABLE t ALTER COLUMN smaller TYPE smallint;
ALTER TABLE t ALTER COLUMN rounded TYPE integer;
ALTER TABLE t ALTER COLUMN scaled TYPE numeric(12, 2);
ALTER TABLE t ALTER COLUMN spelled TYPE text;
ALTER TABLE t ALTER COLUMN parsed DROP DEFAULT, ALTER COLUMN parsed TYPE integer USING parsed::integer, ALTER COLUMN parsed SET DEFAULT 0;
ALTER TABLE t ALTER COLUMN flag TYPE bigint USING flag::integer::bigint;
ALTER TABLE t ALTER COLUMN counted TYPE boolean USING counted <> 0;
ALTER TABLE t ALTER COLUMN day TYPE date;
ALTER TABLE t ALTER COLUMN moment TYPE timestamptz USING moment::timestamp AT TIME ZONE 'UTC';
ALTER TABLE t ALTER COLUMN local TYPE timestamptz USING local AT TIME ZONE 'UTC';
ALTER TABLE t ALTER COLUMN document DROP DEFAULT, ALTER COLUMN document TYPE jsonb, ALTER COLUMN document SET DEFAULT '{}';
ALTER TABLE t ALTER COLUMN feeling DROP DEFAULT, ALTER COLUMN feeling TYPE mood USING feeling::mood, ALTER COLUMN feeling SET DEFAULT 'ok';
ALTER TABLE t ALTER COLUMN raw TYPE text USING convert_from(raw, 'UTF8');

-- down
-- destroys: t.raw, t.document, t.local, t.moment, t.counted, t.flag, t.spelled, t.scaled, t.bigger, t.widened
-- must count no rows: rows of t do not fit the new spelled
SELECT count(*) FROM t WHERE spelled IS NOT NULL AND (CASE WHEN spelled !~ '^[-+]?[0-9]{1,30}$' THEN TRUE ELSE CAST(spelled AS numeric) NOT BETWEEN -2147483648 AND 2147483647 END);
-- must count no rows: rows of t do not fit the new scaled
SELECT count(*) FROM t WHERE abs(scaled) >= 100000000;
-- must count no rows: rows of t do not fit the new bigger
SELECT count(*) FROM t WHERE bigger NOT BETWEEN -2147483648 AND 2147483647;
-- must count no rows: rows of t do not fit the new widened
SELECT count(*) FROM t WHERE length(widened) > 20;
ALTER TABLE t ALTER COLUMN raw TYPE bytea USING convert_to(raw, 'UTF8');
ALTER TABLE t ALTER COLUMN feeling DROP DEFAULT, ALTER COLUMN feeling TYPE text, ALTER COLUMN feeling SET DEFAULT 'ok';
ALTER TABLE t ALTER COLUMN document DROP DEFAULT, ALTER COLUMN document TYPE json, ALTER COLUMN document SET DEFAULT '{}';
ALTER TABLE t ALTER COLUMN local TYPE timestamp USING local AT TIME ZONE 'UTC';
ALTER TABLE t ALTER COLUMN moment TYPE date USING moment AT TIME ZONE 'UTC';
ALTER TABLE t ALTER COLUMN day TYPE timestamp;
ALTER TABLE t ALTER COLUMN counted TYPE integer USING counted::integer;
ALTER TABLE t ALTER COLUMN flag TYPE boolean USING flag <> 0;
ALTER TABLE t ALTER COLUMN parsed DROP DEFAULT, ALTER COLUMN parsed TYPE text, ALTER COLUMN parsed SET DEFAULT '0';
ALTER TABLE t ALTER COLUMN spelled TYPE integer USING spelled::integer;
ALTER TABLE t ALTER COLUMN scaled TYPE numeric(12, 4);
ALTER TABLE t ALTER COLUMN rounded TYPE double precision;
ALTER TABLE t ALTER COLUMN smaller TYPE bigint;
ALTER TABLE t ALTER COLUMN bigger DROP DEFAULT, ALTER COLUMN bigger TYPE integer, ALTER COLUMN bigger SET DEFAULT 1;
ALTER TABLE t ALTER COLUMN narrowed TYPE varchar(200);
ALTER TABLE t ALTER COLUMN widened DROP DEFAULT, ALTER COLUMN widened TYPE varchar(20), ALTER COLUMN widened SET DEFAULT 'x';
