-- 002_texts

-- up
CREATE TABLE texts (
    empty text NOT NULL DEFAULT '',
    cyrillic text NOT NULL DEFAULT 'Тормоза и ''кавычки''',
    emoji text NOT NULL DEFAULT '🛢️ 🔧',
    hebrew text NOT NULL DEFAULT 'בלמים',
    backslash text NOT NULL DEFAULT 'C:\new',
    "lines" text NOT NULL DEFAULT 'one
two',
    signs text NOT NULL DEFAULT '-- not; a comment /* $1 ? %s {0}',
    half real NOT NULL DEFAULT 0.1,
    large double precision NOT NULL DEFAULT 1e+300,
    small double precision NOT NULL DEFAULT -1.5e-07,
    least bigint NOT NULL DEFAULT -9223372036854775808,
    document jsonb NOT NULL DEFAULT '{"a": "б"}'
);

-- down
-- destroys: texts
DROP TABLE texts;
