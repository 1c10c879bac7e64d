-- 002_arrays_and_ranges

-- up
-- destroys: t.tags
ALTER TABLE t ADD COLUMN grid integer[][];
ALTER TABLE t ADD COLUMN moods mood[] NOT NULL DEFAULT '{ok}';
ALTER TABLE t ADD COLUMN sizes numeric(5, 2)[] NOT NULL DEFAULT (ARRAY[1.5]::numeric(5,2)[]);
ALTER TABLE t ADD COLUMN during tstzrange;
ALTER TABLE t ADD COLUMN days daterange NOT NULL DEFAULT '[2026-01-01,2026-02-01)';
ALTER TABLE t ADD COLUMN small int4range;
ALTER TABLE t ADD COLUMN large int8range;
ALTER TABLE t ADD COLUMN exact numrange;
ALTER TABLE t ADD COLUMN local tsrange;
ALTER TABLE t ALTER COLUMN tags DROP DEFAULT, ALTER COLUMN tags TYPE varchar(20)[] USING tags::varchar(20)[], ALTER COLUMN tags SET DEFAULT '{}';
CREATE INDEX ix_t_tags ON t USING gin (tags);
ALTER TYPE mood RENAME TO _retort_old_mood;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
ALTER TABLE t ALTER COLUMN moods DROP DEFAULT, ALTER COLUMN moods TYPE mood[] USING moods::text[]::mood[], ALTER COLUMN moods SET DEFAULT '{ok}';
DROP TYPE _retort_old_mood;

-- down
-- destroys: t.tags, t.local, t.exact, t.large, t.small, t.days, t.during, t.sizes, t.moods, t.grid
-- must count no rows: rows of t have a moods that mood loses
SELECT count(*) FROM t WHERE CAST(moods AS text[]) && ARRAY['happy'];
ALTER TYPE mood RENAME TO _retort_old_mood;
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TABLE t ALTER COLUMN moods DROP DEFAULT, ALTER COLUMN moods TYPE mood[] USING moods::text[]::mood[], ALTER COLUMN moods SET DEFAULT '{ok}';
DROP TYPE _retort_old_mood;
DROP INDEX ix_t_tags;
ALTER TABLE t ALTER COLUMN tags DROP DEFAULT, ALTER COLUMN tags TYPE text[] USING tags::text[], ALTER COLUMN tags SET DEFAULT '{}';
ALTER TABLE t DROP COLUMN local;
ALTER TABLE t DROP COLUMN exact;
ALTER TABLE t DROP COLUMN large;
ALTER TABLE t DROP COLUMN small;
ALTER TABLE t DROP COLUMN days;
ALTER TABLE t DROP COLUMN during;
ALTER TABLE t DROP COLUMN sizes;
ALTER TABLE t DROP COLUMN moods;
ALTER TABLE t DROP COLUMN grid;
